import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeployedBuild } from '../../emulator/core/ports';
import { Hono } from 'hono';
// STUB until the numbers product is there
import { createServerless } from '../../emulator/twilio/serverless';
import { createSync } from '../../emulator/twilio/sync';
import { createTaskRouter } from '../../emulator/twilio/taskrouter';
import { createVapi } from '../../emulator/vapi';
import { applyInProcess } from '../../infra/in-process';
import { ACCOUNT_SID, AUTH_TOKEN, emulated, type Emulated } from '../support/emulated';

const NUMBER = '+15550100100';
const VAPI_KEY = 'vapi-private';

let folder: string;
let platform: Emulated;
let running: Map<string, DeployedBuild>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'handoff-'));
  for (const [file, content] of [
    ['control/functions/voice/inbound.protected.js', 'exports.handler = () => {};'],
    ['control/assets/hold-music.wav', 'music'],
    ['events/functions/vapi/events.js', 'exports.handler = () => {};'],
  ] as const) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  mkdirSync(join(folder, 'events/assets'), { recursive: true });
});

afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(async () => {
  running = new Map();
  platform = await emulated((ctx) => {
    const app = new Hono();
    const record: Record<string, unknown> = {
      sid: `PN${'1'.repeat(32)}`,
      phone_number: NUMBER,
      voice_url: '',
      voice_method: 'POST',
      status_callback: '',
      status_callback_method: 'POST',
      friendly_name: NUMBER,
    };
    app.get('/2010-04-01/Accounts/:a/IncomingPhoneNumbers.json', (c) =>
      c.json({ incoming_phone_numbers: [record], next_page_uri: null, page: 0, page_size: 50 }),
    );
    app.get('/2010-04-01/Accounts/:a/IncomingPhoneNumbers/:s', (c) => c.json(record));
    app.post('/2010-04-01/Accounts/:a/IncomingPhoneNumbers/:s', async (c) => {
      for (const [k, v] of new URLSearchParams(await c.req.text()))
        record[k.replace(/[A-Z]/g, (l, i: number) => (i ? '_' : '') + l.toLowerCase())] = v;
      return c.json(record);
    });
    const numbers = { product: { hosts: ['api.twilio.com'], app } };
    const voice = { createCall: () => '', isLive: () => false, redirect: () => false };
    const runtime = {
      deploy: (build: DeployedBuild) => Promise.resolve(void running.set(build.domainName, build)),
      undeploy: (domain: string) => Promise.resolve(void running.delete(domain)),
      logs: () => [],
      logs: () => [],
    };
    return [
      createTaskRouter(ctx, voice).product,
      createSync(ctx).product,
      createServerless(ctx, runtime).product,
      createVapi(ctx, { apiKey: VAPI_KEY, publicKey: 'vapi-public' }).product,
      numbers.product,
    ];
  });
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
      agents: JSON.stringify([{ name: 'Ada', number: '+15550100200', departments: ['billing'] }]),
      humanAgentNumber: '+15550100201',
      ...changed,
    },
    secrets: { twilioAuthToken: AUTH_TOKEN, vapiApiKey: VAPI_KEY, secret: 's'.repeat(40) },
  });

const vapi = async (path: string): Promise<Record<string, never>[]> => {
  const response = await fetch(`${platform.url}/api.vapi.ai${path}`, {
    headers: { authorization: `Bearer ${VAPI_KEY}` },
  });
  return (await response.json()) as Record<string, never>[];
};

const writes = (): string[] =>
  platform.ctx.journal.entries
    .filter(({ kind, method }) => kind === 'api.answered' && method !== 'GET')
    .map(({ method, path }) => `${String(method)} ${String(path)}`);

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

    const workers = await workspace.workers.list();
    expect(workers.map(({ friendlyName, activityName }) => [friendlyName, activityName]).sort()).toEqual([
      ['Ada', 'Available'],
      ['Agent', 'Available'],
    ]);
    expect(JSON.parse(workers.find(({ friendlyName }) => friendlyName === 'Ada')?.attributes ?? '')).toEqual({
      contact_uri: '+15550100200',
      name: 'Ada',
      languages: ['en', 'es'],
      departments: ['billing'],
    });

    const maps = await client.sync.v1.services(outputs.syncServiceSid).syncMaps.list();
    expect(maps.map(({ uniqueName }) => uniqueName)).toContain('handoffs-15');

    const [number] = await client.incomingPhoneNumbers.list();
    expect(number?.voiceUrl).toBe(`${outputs.controlUrl}/voice/inbound`);
    expect(number?.statusCallback).toBe(`${outputs.controlUrl}/voice/status`);
    expect(made.at(-1)?.type).toBe('twilio:account:IncomingPhoneNumber');
    expect(platform.recorder.violations.filter(({ path }) => !path.startsWith('/2010'))).toEqual([]);
  }, 20_000);

  it('puts both services in service with their variables', async () => {
    const { outputs } = await apply();
    const control = running.get(outputs.controlUrl.replace('https://', ''));
    expect(control?.files.map(({ path, visibility }) => [path, visibility])).toEqual([
      ['/voice/inbound', 'protected'],
      ['/hold-music.wav', 'public'],
    ]);
    for (const build of running.values()) {
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
  }, 20_000);

  it('gives the assistant the escalate tool of the routing vocabulary', async () => {
    const { outputs } = await apply();
    const [assistant] = (await vapi('/assistant')) as unknown as {
      id: string;
      server: { url: string; credentialId: string };
      model: { toolIds: string[] };
    }[];
    const [tool] = (await vapi('/tool')) as unknown as {
      id: string;
      function: { parameters: { properties: { department: { enum: string[] } } } };
      parameters: unknown;
    }[];
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
    const [credential] = (await vapi('/credential')) as unknown as { id: string }[];
    expect(assistant?.server.credentialId).toBe(credential?.id);
  }, 20_000);

  it('makes nothing twice when it is applied again, and takes a change over', async () => {
    const first = await apply();
    const before = writes().length;
    const second = await apply({ ringSeconds: '30' });
    expect(second.outputs).toEqual(first.outputs);
    const creations = writes()
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
    expect(await vapi('/tool')).toHaveLength(1);
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
    expect(writes()).toEqual([]);
  });
});
