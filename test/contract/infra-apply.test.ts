import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyInProcess } from '../../infra/in-process';
import { ACCOUNT_SID, AUTH_TOKEN } from '../support/emulated';
import { departures } from '../support/vapi-schema';
import { emulatedAccount, NUMBER, VAPI_KEY, type EmulatedAccount } from '../support/emulated-account';

let folder: string;
let platform: EmulatedAccount;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'handoff-'));
  for (const [file, content] of [
    ['control/functions/voice/inbound.protected.js', 'exports.handler = () => {};'],
    ['control/assets/hold-music.wav', 'music'],
    ['events/functions/vapi/events.js', 'exports.handler = () => {};'],
    ['console/functions/console.js', 'exports.handler = () => {};'],
  ] as const) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  for (const part of ['events', 'console']) mkdirSync(join(folder, part, 'assets'), { recursive: true });
});

afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(async () => {
  platform = await emulatedAccount();
});

afterEach(() => platform.close());

const apply = (changed: Record<string, string> = {}) =>
  applyInProcess({
    stack: 'dev',
    config: {
      twilioAccountSid: ACCOUNT_SID,
      phoneNumber: NUMBER,
      apiUrl: platform.url,
      functions: folder,
      agents: JSON.stringify([
        { name: 'Ada', number: '+15550100200', email: 'Ada@Example.com', departments: ['billing'] },
      ]),
      humanAgentNumber: '+15550100201',
      ...changed,
    },
    secrets: { twilioAuthToken: AUTH_TOKEN, vapiApiKey: VAPI_KEY, secret: 's'.repeat(40) },
  });

describe('applying the environment in process', () => {
  it('makes everything that a call needs, and the number last', async () => {
    const { outputs, made } = await apply();
    const { client } = platform;

    const workspace = client.taskrouter.v1.workspaces(outputs.workspaceSid);
    const queues = await workspace.taskQueues.list();
    expect(queues.map(({ friendlyName }) => friendlyName).sort()).toEqual([
      'Billing',
      'Everyone',
      'Sales',
      'Support',
    ]);
    const workflow = await workspace.workflows(outputs.workflowSid).fetch();
    const targets = JSON.parse(workflow.configuration).task_routing.filters[1].targets;
    expect(targets[0].queue).toBe(outputs.queueSids.billing);
    expect(workflow.assignmentCallbackUrl).toBe(`${outputs.controlUrl}/taskrouter/assignment`);
    expect(workflow.fallbackAssignmentCallbackUrl).toBe(
      `${outputs.controlUrl}/taskrouter/assignment?fallback=1`,
    );

    const workers = await workspace.workers.list();
    expect(workers.map(({ friendlyName, activityName }) => [friendlyName, activityName]).sort()).toEqual([
      ['Ada', 'Available'],
      ['Agent', 'Available'],
    ]);
    expect(JSON.parse(workers.find(({ friendlyName }) => friendlyName === 'Ada')?.attributes ?? '')).toEqual({
      contact_uri: '+15550100200',
      ...{ name: 'Ada', email: 'ada@example.com' },
      languages: ['en', 'es'],
      departments: ['billing'],
    });

    const maps = await client.sync.v1.services(outputs.syncServiceSid).syncMaps.list();
    expect(maps.map(({ uniqueName }) => uniqueName)).toContain('handoffs-15');

    const [number] = await client.incomingPhoneNumbers.list();
    expect(number?.voiceUrl).toBe(`${outputs.controlUrl}/voice/inbound`);
    expect(number?.statusCallback).toBe(`${outputs.controlUrl}/voice/status`);
    expect(made.at(-1)?.type).toBe('twilio:account:IncomingPhoneNumber');
  }, 20_000);

  it('puts all services in service with their variables', async () => {
    const { outputs } = await apply({
      ...{ oidcIssuer: 'https://provider.example/', oidcClientId: 'page' },
      ...{ oidcClientSecret: 'client-secret', oidcDomain: 'example.com' },
    });
    const control = platform.running.get(outputs.controlUrl.replace('https://', ''));
    expect(control?.files.map(({ path, visibility }) => [path, visibility])).toEqual([
      ['/voice/inbound', 'protected'],
      ['/hold-music.wav', 'public'],
    ]);
    for (const build of platform.running.values()) {
      expect(build.variables).toMatchObject({
        WORKSPACE_SID: outputs.workspaceSid,
        WORKFLOW_SID: outputs.workflowSid,
        SYNC_SERVICE_SID: outputs.syncServiceSid,
        VAPI_ASSISTANT_ID: outputs.assistantId,
        VAPI_PHONE_NUMBER_ID: outputs.vapiPhoneNumberId,
        SERVER_URL: outputs.controlUrl,
        TWILIO_BASE_URL: platform.url,
      });
    }
    const knowsProvider = [...platform.running].filter(
      ([, { variables }]) => 'OIDC_CLIENT_SECRET' in variables,
    );
    expect(knowsProvider.map(([domain]) => `https://${domain}/console`)).toEqual([outputs.consoleUrl]);
    expect(knowsProvider[0]?.[1].variables).toMatchObject({
      ...{ OIDC_ISSUER: 'https://provider.example/', OIDC_CLIENT_ID: 'page', OIDC_CLAIM: 'email' },
      ...{ OIDC_CLIENT_SECRET: 'client-secret', OIDC_DOMAIN: 'example.com' },
    });
    expect(outputs.oidcRedirectUrl).toBe(`${outputs.consoleUrl}/oidc/callback`);
  }, 20_000);

  it('gives the assistant the escalate tool of the routing vocabulary', async () => {
    const { outputs } = await apply();
    const [assistant] =
      await platform.vapi<
        { id: string; server: { url: string; credentialId: string }; model: { toolIds: string[] } }[]
      >('/assistant');
    const [tool] = await platform.vapi<
      {
        id: string;
        function: { parameters: { properties: { department: { enum: string[] } } } };
        parameters: unknown;
      }[]
    >('/tool');
    expect(assistant).toMatchObject({
      id: outputs.assistantId,
      model: { toolIds: [tool?.id] },
      server: { url: `${outputs.eventsUrl}/vapi/events` },
    });
    expect(tool?.function.parameters.properties.department.enum).toEqual([
      'billing',
      'support',
      'sales',
      'general',
    ]);
    expect(tool?.parameters).toEqual([{ key: 'call_sid', value: '{{transport.callSid}}' }]);
    const [credential] = await platform.vapi<{ id: string }[]>('/credential');
    expect(assistant?.server.credentialId).toBe(credential?.id);
  }, 20_000);

  it("gives assistant, tool and number what Vapi's OpenAPI takes", async () => {
    await apply();
    for (const [path, schema] of [
      ['/assistant', 'CreateAssistantDTO'],
      ['/tool', 'CreateFunctionToolDTO'],
      ['/phone-number', 'CreateTwilioPhoneNumberDTO'],
    ] as const) {
      const [body] = await platform.vapi<Record<string, unknown>[]>(path);
      const { id: _, orgId, createdAt, updatedAt, status, ...ours } = body ?? {};
      expect(orgId ?? createdAt ?? updatedAt ?? status).toBeDefined();
      // The document calls the words and numbers of a backoffPlan objects.
      const found = departures(schema, ours).filter((line) => !line.includes('backoffPlan'));
      expect([path, found]).toEqual([path, []]);
    }
  });

  it('makes nothing twice when it is applied again, and takes a change over', async () => {
    const first = await apply();
    const before = platform.writes().length;
    const second = await apply({ ringSeconds: '30' });
    expect(second.outputs).toEqual(first.outputs);
    const creations = platform
      .writes()
      .slice(before)
      .filter((line) =>
        /^POST .*\/(Workspaces|TaskQueues|Workflows|Workers|Services|Maps|Lists|Environments|Functions|Assets|assistant|tool|credential|phone-number)$/.test(
          line,
        ),
      );
    expect(creations).toEqual([]);
    const workflow = await platform.client.taskrouter.v1
      .workspaces(second.outputs.workspaceSid)
      .workflows(second.outputs.workflowSid)
      .fetch();
    expect(workflow.taskReservationTimeout).toBe(75);
  }, 30_000);

  it('makes one object of a create whose answer was lost', async () => {
    platform.ctx.faults.add({
      target: 'api',
      method: 'POST',
      pattern: '/TaskQueues$',
      drop: true,
      when: 'after',
      times: 2,
    });
    platform.ctx.faults.add({
      target: 'api',
      method: 'POST',
      pattern: 'api.vapi.ai/tool$',
      status: 502,
      when: 'after',
      times: 1,
    });
    const { outputs } = await apply();
    const queues = await platform.client.taskrouter.v1.workspaces(outputs.workspaceSid).taskQueues.list();
    expect(queues).toHaveLength(4);
    expect(await platform.vapi('/tool')).toHaveLength(1);
  }, 20_000);

  it('names the object that could not be made, and leaves the number alone', async () => {
    platform.ctx.faults.add({
      target: 'api',
      method: 'POST',
      pattern: '/Workflows$',
      status: 400,
      body: { code: 20001, message: 'Invalid configuration', status: 400 },
    });
    await expect(apply()).rejects.toThrow(
      /twilio:taskrouter:Workflow center: POST taskrouter.twilio.com.*400 \(20001\): Invalid configuration/,
    );
    const [number] = await platform.client.incomingPhoneNumbers.list();
    expect(number?.voiceUrl ?? '').not.toContain('/voice/inbound');
  }, 20_000);

  it('says everything that is wrong with the configuration before anything is made', async () => {
    await expect(apply({ phoneNumber: '555', ringSecond: '3', functions: 'nowhere' })).rejects.toThrow(
      /ringSecond: unknown key; did you mean 'ringSeconds'\?[\s\S]*phoneNumber: got '555'[\s\S]*no folder nowhere/,
    );
    expect(platform.writes()).toEqual([]);
  });
});
