/** Everything that a program can make in a Twilio account and a Vapi organisation, object by object. */
type Body = Record<string, unknown>;

export interface Place {
  readonly url: string;
  readonly account: { readonly sid: string; readonly authToken: string };
  readonly vapiKey: string;
}

export interface DumpedObject {
  /** Collections and names from the outside in: `Workspaces/handoff-dev/TaskQueues/Billing`. */
  readonly name: string;
  readonly body: Body;
}

/** Collections of Twilio, each with those that lie inside its objects. */
interface Collection {
  readonly path: string;
  readonly list: string;
  readonly inside?: readonly Collection[];
}

const leaf = (path: string, list: string): Collection => ({ path, list });

const TWILIO: readonly (readonly [host: string, root: string, collections: readonly Collection[]])[] = [
  [
    'taskrouter.twilio.com',
    '/v1',
    [
      {
        path: 'Workspaces',
        list: 'workspaces',
        inside: [
          leaf('Activities', 'activities'),
          leaf('TaskChannels', 'channels'),
          leaf('TaskQueues', 'task_queues'),
          leaf('Workflows', 'workflows'),
          leaf('Workers', 'workers'),
        ],
      },
    ],
  ],
  [
    'sync.twilio.com',
    '/v1',
    [
      {
        path: 'Services',
        list: 'services',
        inside: [leaf('Documents', 'documents'), leaf('Maps', 'maps'), leaf('Lists', 'lists')],
      },
    ],
  ],
  [
    'serverless.twilio.com',
    '/v1',
    [
      {
        path: 'Services',
        list: 'services',
        inside: [
          { path: 'Environments', list: 'environments', inside: [leaf('Variables', 'variables')] },
          leaf('Functions', 'functions'),
          leaf('Assets', 'assets'),
        ],
      },
    ],
  ],
  [
    'api.twilio.com',
    '/2010-04-01/Accounts/{account}',
    [
      leaf('IncomingPhoneNumbers.json', 'incoming_phone_numbers'),
      leaf('Keys.json', 'keys'),
      leaf('Applications.json', 'applications'),
    ],
  ],
];

const VAPI = ['assistant', 'tool', 'credential', 'phone-number'];

/** What no two accounts have in common: times, addresses of the API, where a SID appears only because of them. */
const VOLATILE =
  /^(date_|dateUpdated|createdAt|updatedAt|links$|url$|uri$|subresource_uris$|revision$|orgId$)/;

/** Fields that are objects, written as JSON: the order of their keys means nothing. */
const JSON_TEXTS = new Set(['configuration', 'attributes']);

/** Reads all of it. What differs between two accounts that were made alike (SIDs, times, domains) is put in words. */
export async function dumpAccount(place: Place): Promise<DumpedObject[]> {
  const found: DumpedObject[] = [];
  const words = new Map<string, string>([[place.url, '<platform>']]);
  const note = (name: string, body: Body): void => {
    found.push({ name, body });
    for (const id of [body.sid, body.id]) if (typeof id === 'string') words.set(id, `<${name}>`);
    for (const domain of [body.domain_name, body.domain_base])
      if (typeof domain === 'string') words.set(domain, `<domain of ${name}>`);
  };
  const authorization = `Basic ${Buffer.from(`${place.account.sid}:${place.account.authToken}`).toString('base64')}`;
  const read = async (address: string, header: string): Promise<unknown> => {
    const response = await fetch(`${place.url}/${address}`, { headers: { authorization: header } });
    if (!response.ok) throw new Error(`GET ${address}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const walk = async (base: string, within: string, collections: readonly Collection[]): Promise<void> => {
    for (const { path, list, inside = [] } of collections) {
      const page = (await read(`${base}/${path}?PageSize=100`, authorization)) as Record<string, Body[]>;
      for (const body of page[list] ?? []) {
        const name = `${within}${path.replace('.json', '')}/${nameOf(body)}`;
        note(name, body);
        await walk(`${base}/${path}/${String(body.sid)}`, `${name}/`, inside);
      }
    }
  };
  for (const [host, root, collections] of TWILIO) {
    await walk(host + root.replace('{account}', place.account.sid), `${host.split('.')[0]}/`, collections);
  }
  for (const kind of VAPI) {
    const bodies = (await read(`api.vapi.ai/${kind}`, `Bearer ${place.vapiKey}`)) as Body[];
    for (const body of bodies) note(`vapi/${kind}/${nameOf(body)}`, body);
  }
  return found
    .map(({ name, body }) => ({ name, body: inWords(body, words) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Without what no two accounts have in common: their SID, their token, the secret of a key. */
export function comparable(
  dumped: readonly DumpedObject[],
  { sid, authToken }: Place['account'],
): DumpedObject[] {
  const text = JSON.stringify(dumped).replaceAll(sid, '<account>').replaceAll(authToken, '<token>');
  return (JSON.parse(text) as DumpedObject[]).map(({ name, body }) =>
    name.endsWith('/API_KEY_SECRET') ? { name, body: { ...body, value: '<secret>' } } : { name, body },
  );
}

function nameOf(body: Body): string {
  const called = (body.function as Body | undefined)?.name;
  return String(
    called ??
      body.unique_name ??
      body.phone_number ??
      body.friendly_name ??
      body.key ??
      body.name ??
      body.path ??
      body.sid,
  );
}

function inWords(body: Body, words: ReadonlyMap<string, string>): Body {
  const kept = Object.entries(body).filter(([key]) => !VOLATILE.test(key) && key !== 'sid' && key !== 'id');
  let text = JSON.stringify(Object.fromEntries(kept));
  // A domain begins with what the service calls its domain base: the longest first.
  const longestFirst = [...words].sort(([a], [b]) => b.length - a.length);
  for (const [sid, word] of longestFirst) text = text.replaceAll(sid, word);
  // A build is known by nothing but its SID.
  const read = JSON.parse(text.replace(/ZB[0-9a-f]{32}/g, '<build>')) as Body;
  return Object.fromEntries(
    Object.entries(read).map(([key, value]) => [
      key,
      JSON_TEXTS.has(key) ? JSON.parse(String(value)) : value,
    ]),
  );
}
