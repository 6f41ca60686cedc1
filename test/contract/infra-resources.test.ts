import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACCOUNT_SID, AUTH_TOKEN } from '../support/emulated';
import { NUMBER } from '../support/emulated-account';
import { emulatedHandlers, type EmulatedHandlers, type Values } from '../support/emulated-handlers';

let folder: string;
let on: EmulatedHandlers;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'handoff-'));
  mkdirSync(join(folder, 'functions'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'functions/hello.js'), 'exports.handler = () => {};');
});

afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(async () => {
  on = await emulatedHandlers();
});

afterEach(() => on.platform.close());

const workspace = () => on.sidOf('twilio:taskrouter:Workspace', { friendlyName: 'w' });
const syncService = () => on.sidOf('twilio:sync:Service', { friendlyName: 's' });
const functionsService = () => on.sidOf('twilio:serverless:Service', { uniqueName: 'f', friendlyName: 'f' });
const environment = async () => {
  const serviceSid = await functionsService();
  const environmentSid = await on.sidOf('twilio:serverless:Environment', { serviceSid, uniqueName: 'dev' });
  return { serviceSid, environmentSid };
};

const server = { url: 'https://events.example/vapi/events' };
const model = { provider: 'openai', model: 'gpt-4o', messages: [{ role: 'system', content: 'Be kind.' }] };
const plan = { type: 'hmac', secretKey: 'k'.repeat(20), algorithm: 'sha256' };
const tool = (description: string) => ({
  name: 'escalate',
  description,
  parameters: { type: 'object', properties: {} },
});

/** Type, what it is made with, what is changed then. A change of undefined: nothing can be changed in place. */
const cases: [string, () => Promise<Values>, Values | undefined][] = [
  [
    'twilio:taskrouter:Workspace',
    async () => ({ friendlyName: 'a', eventsFilter: ['task.canceled', 'task.created'] }),
    { eventCallbackUrl: 'https://x.example/e', timeoutActivity: 'Unavailable' },
  ],
  [
    'twilio:taskrouter:Activity',
    async () => ({ workspaceSid: await workspace(), friendlyName: 'Lunch' }),
    { friendlyName: 'Break' },
  ],
  [
    'twilio:taskrouter:TaskChannel',
    async () => ({ workspaceSid: await workspace(), friendlyName: 'Fax', uniqueName: 'fax' }),
    { channelOptimizedRouting: true },
  ],
  [
    'twilio:taskrouter:TaskQueue',
    async () => ({ workspaceSid: await workspace(), friendlyName: 'Q', targetWorkers: 'level >= 3' }),
    { targetWorkers: "skills HAS 'a'", maxReservedWorkers: 2 },
  ],
  [
    'twilio:taskrouter:Worker',
    async () => ({ workspaceSid: await workspace(), friendlyName: 'Ada', attributes: { level: 3 } }),
    { attributes: { level: 4, team: 'a' } },
  ],
  ['twilio:sync:Service', async () => ({ friendlyName: 'a' }), { aclEnabled: true }],
  [
    'twilio:sync:Document',
    async () => ({ serviceSid: await syncService(), uniqueName: 'd', data: { a: 1 } }),
    { data: { a: 2 } },
  ],
  ['twilio:sync:Map', async () => ({ serviceSid: await syncService(), uniqueName: 'm' }), { ttl: 3600 }],
  ['twilio:sync:List', async () => ({ serviceSid: await syncService(), uniqueName: 'l' }), { ttl: 3600 }],
  ['twilio:serverless:Service', async () => ({ uniqueName: 'a', friendlyName: 'a' }), { friendlyName: 'b' }],
  [
    'twilio:serverless:Environment',
    async () => ({ serviceSid: await functionsService(), uniqueName: 'dev', domainSuffix: 'dev' }),
    undefined,
  ],
  [
    'twilio:serverless:Variables',
    async () => ({ ...(await environment()), name: 'settings', variables: { A: '1', B: '2' } }),
    { variables: { A: '3', C: '4' } },
  ],
  [
    'twilio:serverless:Deployment',
    async () => ({ ...(await environment()), folder, dependencies: { twilio: '6.2.0' } }),
    { dependencies: { twilio: '6.2.1' } },
  ],
  ['twilio:account:ApiKey', async () => ({ friendlyName: 'a' }), { friendlyName: 'b' }],
  [
    'twilio:account:Application',
    async () => ({ friendlyName: 'a', voiceUrl: 'https://x.example/v' }),
    { voiceUrl: 'https://x.example/w' },
  ],
  [
    'vapi:index:Credential',
    async () => ({ name: 'a', authenticationPlan: plan }),
    { authenticationPlan: { ...plan, algorithm: 'sha512' } },
  ],
  [
    'vapi:index:Tool',
    async () => ({ function: tool('Brings a human.'), server }),
    { function: tool('Brings a person.') },
  ],
  [
    'vapi:index:Assistant',
    async () => ({ name: 'a', model, server, serverMessages: ['tool-calls'] }),
    { model: { ...model, temperature: 0.5 } },
  ],
  [
    'vapi:index:PhoneNumber',
    async () => ({ number: NUMBER, name: 'a', twilioAccountSid: ACCOUNT_SID, twilioAuthToken: AUTH_TOKEN }),
    { name: 'b' },
  ],
];

/** What no request tells of an object that somebody else made: after an import the program's word counts. */
const UNREADABLE: Readonly<Record<string, readonly string[]>> = {
  'twilio:serverless:Deployment': ['contentHash', 'dependencies.twilio'],
  'vapi:index:Credential': ['authenticationPlan'],
  'vapi:index:PhoneNumber': ['twilioAuthToken'],
};

describe.each(cases)('%s', (type, given, change) => {
  it('is seen as it was made, imported by its id, changed in place, made once, and deleted for good', async () => {
    const handler = on.of(type);
    const { id, inputs, state } = await on.make(type, await given());
    const seen = await handler.read(type, id, inputs);
    expect(handler.diff(type, inputs, seen?.inputs ?? {})).toEqual([]);

    const imported = await handler.read(type, id);
    expect(imported?.id).toBe(id);
    const differing = handler.diff(type, imported?.inputs ?? {}, inputs);
    expect(differing.map(({ path }) => path)).toEqual(UNREADABLE[type] ?? []);

    if (change) {
      const { inputs: changed } = handler.check(type, { ...inputs, ...change });
      const changes = handler.diff(type, inputs, changed);
      expect(new Set(changes.map(({ property }) => property))).toEqual(new Set(Object.keys(change)));
      expect(changes.filter(({ replace }) => replace)).toEqual([]);
      await handler.update(type, id, { inputs, state }, changed);
      const after = await handler.read(type, id, changed);
      expect(handler.diff(type, changed, after?.inputs ?? {})).toEqual([]);
    }

    await handler.delete(type, id, state);
    await handler.delete(type, id, state);
    if (type !== 'twilio:serverless:Variables') expect(await handler.read(type, id, inputs)).toBeUndefined();
  }, 20_000);
});

describe('twilio:taskrouter:Workflow', () => {
  it('is the same when its numbers are texts, and is refused with the place of a malformed expression', async () => {
    const workspaceSid = await workspace();
    const queue = await on.sidOf('twilio:taskrouter:TaskQueue', { workspaceSid, friendlyName: 'Q' });
    const type = 'twilio:taskrouter:Workflow';
    const configuration = (timeout: number | string, expression = "language == 'es'") => ({
      task_routing: { filters: [{ expression, targets: [{ queue, timeout }] }], default_filter: { queue } },
    });
    const given = { workspaceSid, friendlyName: 'F', configuration: configuration('30') };
    const { id, inputs } = await on.make(type, given);
    expect(on.twilio.diff(type, inputs, { ...inputs, configuration: configuration(30) })).toEqual([]);
    expect(on.twilio.diff(type, inputs, { ...inputs, configuration: configuration(31) })).toHaveLength(1);
    const seen = await on.twilio.read(type, id);
    expect(on.twilio.diff(type, inputs, seen?.inputs ?? {})).toEqual([]);
    expect(
      on.twilio.check(type, { ...given, configuration: configuration(30, 'language =') }).failures,
    ).toEqual([
      {
        property: 'configuration.task_routing.filters[0].expression',
        reason: expect.stringMatching(
          /^got "language ="; wants a TaskRouter expression; it breaks off at character/,
        ),
      },
    ]);
  });
});
