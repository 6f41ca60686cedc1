import type { Account } from './account';

/** One address in the account that has to lead here, or calls are answered elsewhere. */
export interface Pointer {
  readonly what: string;
  /** As it is in the account; `''` for none. */
  readonly at: string;
  readonly wants: string;
}

interface Place {
  pointers: Pointer[];
  /** Sets all of them. */
  point(): Promise<unknown>;
}

const NUMBERS_HOST = 'api.twilio.com';
const ROUTING_HOST = 'taskrouter.twilio.com';

/** Where the account's webhooks go now. Throws an ApiError. */
export async function readPointers(account: Account): Promise<Pointer[]> {
  return (await placesOf(account)).flatMap(({ pointers }) => pointers);
}

/** Leads the webhooks of the account's environment here; `npx pulumi up --refresh` leads them back. The number stays as it is. */
export async function pointHere(account: Account): Promise<Pointer[]> {
  for (const { pointers, point } of await placesOf(account)) {
    if (pointers.some(({ at, wants }) => at !== wants)) await point();
  }
  return readPointers(account);
}

async function placesOf(account: Account): Promise<Place[]> {
  const { sid, variables } = account;
  const workspace = `/v1/Workspaces/${variables.WORKSPACE_SID}`;
  const app = variables.TWIML_APP_SID
    ? [
        atTwilio(
          account,
          NUMBERS_HOST,
          `/2010-04-01/Accounts/${sid}/Applications/${variables.TWIML_APP_SID}.json`,
          [
            ['TwiML App, voice', 'VoiceUrl', 'voice_url', '/voice/inbound'],
            ['TwiML App, voice fallback', 'VoiceFallbackUrl', 'voice_fallback_url', '/voice/hold'],
            ['TwiML App, status', 'StatusCallback', 'status_callback', '/voice/status'],
          ],
        ),
      ]
    : [];
  const [twilio, vapi] = await Promise.all([
    Promise.all([
      ...app,
      atTwilio(account, ROUTING_HOST, `${workspace}/Workflows/${variables.WORKFLOW_SID}`, [
        [
          'Workflow, assignment',
          'AssignmentCallbackUrl',
          'assignment_callback_url',
          '/taskrouter/assignment',
        ],
        [
          'Workflow, assignment fallback',
          'FallbackAssignmentCallbackUrl',
          'fallback_assignment_callback_url',
          '/taskrouter/assignment?fallback=1',
        ],
      ]),
      atTwilio(account, ROUTING_HOST, workspace, [
        ['Workspace, events', 'EventCallbackUrl', 'event_callback_url', '/taskrouter/events'],
      ]),
    ]),
    atVapi(account),
  ]);
  return [...twilio, ...vapi];
}

type Field = readonly [what: string, parameter: string, field: string, route: string];

async function atTwilio(
  { twilio, url }: Account,
  host: string,
  path: string,
  fields: readonly Field[],
): Promise<Place> {
  const body = await twilio.request<Record<string, string | null>>({ method: 'GET', host, path });
  const form = Object.fromEntries(fields.map(([, parameter, , route]) => [parameter, url + route]));
  return {
    pointers: fields.map(([what, , field, route]) => ({ what, at: body[field] ?? '', wants: url + route })),
    point: () => twilio.request({ method: 'POST', host, path, form }),
  };
}

interface Server {
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The assistant, and the tools of ours that it has: each has a server of its own. */
async function atVapi(account: Account): Promise<Place[]> {
  const { vapi, vapiHost: host, variables } = account;
  const path = `/assistant/${variables.VAPI_ASSISTANT_ID}`;
  const assistant = await vapi.request<{ server?: Server; model?: { toolIds?: readonly string[] } }>({
    ...{ method: 'GET', host, path },
  });
  const tools = await Promise.all(
    (assistant.model?.toolIds ?? []).map(async (id) => {
      const tool = { method: 'GET', host, path: `/tool/${id}` } as const;
      const { function: named, server } = await vapi.request<{
        function?: { name?: string };
        server?: Server;
      }>(tool);
      return served(account, `Tool ${named?.name ?? id}`, tool.path, server);
    }),
  );
  return [served(account, 'Assistant, events', path, assistant.server), ...tools];
}

function served(
  { vapi, vapiHost: host, url, variables }: Account,
  what: string,
  path: string,
  server: Server = {},
): Place {
  const wants = `${url}/vapi/events`;
  const secret = variables.VAPI_SERVER_SECRET;
  // What was read may have its secrets covered.
  const headers = secret ? { headers: { ...server.headers, 'x-vapi-secret': secret } } : {};
  return {
    pointers: [{ what, at: server.url ?? '', wants }],
    point: () =>
      vapi.request({ method: 'PATCH', host, path, json: { server: { ...server, ...headers, url: wants } } }),
  };
}
