import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProviderHandler } from '../../infra/provider-kit/provider-handler';
import { twilioProvider } from '../../infra/twilio/provider';
import { vapiProvider } from '../../infra/vapi/provider';
import { ACCOUNT_SID, AUTH_TOKEN } from '../support/emulated';
import { emulatedAccount, NUMBER, VAPI_KEY, type EmulatedAccount } from '../support/emulated-account';

type Values = Record<string, unknown>;

let platform: EmulatedAccount;
let twilio: ProviderHandler<unknown>;
let vapi: ProviderHandler<unknown>;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'handoff-'));
  mkdirSync(join(folder, 'functions'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'functions/hello.js'), 'exports.handler = () => {};');
});

afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(async () => {
  platform = await emulatedAccount();
  twilio = new ProviderHandler(twilioProvider) as ProviderHandler<unknown>;
  twilio.configure({ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, apiUrl: platform.url });
  vapi = new ProviderHandler(vapiProvider) as ProviderHandler<unknown>;
  vapi.configure({ apiKey: VAPI_KEY, apiUrl: platform.url });
});

afterEach(async () => {
  await platform.close();
});

const handlerOf = (type: string): ProviderHandler<unknown> => (type.startsWith('vapi:') ? vapi : twilio);

async function make(type: string, inputs: Values) {
  const checked = handlerOf(type).check(type, inputs);
  expect(checked.failures).toEqual([]);
  return { inputs: checked.inputs, ...(await handlerOf(type).create(type, checked.inputs)) };
}

async function sidOf(type: string, inputs: Values): Promise<string> {
  return String((await make(type, inputs)).state.sid);
}

const workspace = () => sidOf('twilio:taskrouter:Workspace', { friendlyName: 'w' });
const syncService = () => sidOf('twilio:sync:Service', { friendlyName: 's' });
const functionsService = () => sidOf('twilio:serverless:Service', { uniqueName: 'f', friendlyName: 'f' });
const environment = async () => {
  const serviceSid = await functionsService();
  const environmentSid = await sidOf('twilio:serverless:Environment', { serviceSid, uniqueName: 'dev' });
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

describe.each(cases)('%s', (type, given, change) => {
  it('is seen as it was made, changed in place, made once, and deleted for good', async () => {
    const handler = handlerOf(type);
    const { id, inputs, state } = await make(type, await given());
    const seen = await handler.read(type, id, inputs);
    expect(handler.diff(type, inputs, seen?.inputs ?? {})).toEqual([]);

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
    const queue = await sidOf('twilio:taskrouter:TaskQueue', { workspaceSid, friendlyName: 'Q' });
    const type = 'twilio:taskrouter:Workflow';
    const configuration = (timeout: number | string, expression = "language == 'es'") => ({
      task_routing: { filters: [{ expression, targets: [{ queue, timeout }] }], default_filter: { queue } },
    });
    const given = { workspaceSid, friendlyName: 'F', configuration: configuration('30') };
    const { id, inputs } = await make(type, given);
    expect(twilio.diff(type, inputs, { ...inputs, configuration: configuration(30) })).toEqual([]);
    expect(twilio.diff(type, inputs, { ...inputs, configuration: configuration(31) })).toHaveLength(1);
    const seen = await twilio.read(type, id);
    expect(twilio.diff(type, inputs, seen?.inputs ?? {})).toEqual([]);
    expect(twilio.check(type, { ...given, configuration: configuration(30, 'language =') }).failures).toEqual(
      [
        {
          property: 'configuration.task_routing.filters[0].expression',
          reason: expect.stringMatching(
            /^got "language ="; wants a TaskRouter expression; it breaks off at character/,
          ),
        },
      ],
    );
  });
});

describe('references that have names', () => {
  it('are SIDs at TaskRouter and names in the program, also when somebody changed them', async () => {
    const workspaceSid = await workspace();
    const queue = (friendlyName: string) =>
      sidOf('twilio:taskrouter:TaskQueue', { workspaceSid, friendlyName });
    const names = { billing: await queue('Billing'), sales: await queue('Sales') };
    const type = 'twilio:taskrouter:Workflow';
    const { id, inputs } = await make(type, {
      workspaceSid,
      friendlyName: 'w',
      names,
      configuration: { task_routing: { filters: [], default_filter: { queue: 'billing' } } },
    });
    const held = platform.client.taskrouter.v1.workspaces(workspaceSid).workflows(id.split('/')[1] ?? '');
    const configuration = async () =>
      JSON.parse((await held.fetch()).configuration).task_routing.default_filter;
    expect(await configuration()).toEqual({ queue: names.billing });
    expect(twilio.diff(type, inputs, (await twilio.read(type, id, inputs))?.inputs ?? {})).toEqual([]);

    const other = { task_routing: { filters: [], default_filter: { queue: names.sales } } };
    await held.update({ configuration: JSON.stringify(other) });
    const seen = await twilio.read(type, id, inputs);
    expect(seen?.inputs.configuration).toMatchObject({
      task_routing: { default_filter: { queue: 'sales' } },
    });
    await twilio.update(type, id, { inputs: seen?.inputs ?? {}, state: seen?.state ?? {} }, inputs);
    expect(await configuration()).toEqual({ queue: names.billing });
  });

  it('are ids at Vapi; another object under the same name is a change, a strange id is shown', async () => {
    const names = {
      escalate: (await make('vapi:index:Tool', { function: tool('Brings a human.'), server })).id,
      webhooks: (await make('vapi:index:Credential', { name: 'a', authenticationPlan: plan })).id,
    };
    const type = 'vapi:index:Assistant';
    const given = {
      ...{ name: 'a', serverMessages: ['tool-calls'], names },
      server: { ...server, credentialId: 'webhooks' },
      model: { ...model, toolIds: ['escalate'] },
    };
    const { id, inputs, state } = await make(type, given);
    const held = async () => (await platform.vapi<{ model: object; server: object }[]>('/assistant'))[0];
    expect(await held()).toMatchObject({
      model: { toolIds: [names.escalate] },
      server: { credentialId: names.webhooks },
    });
    expect(vapi.diff(type, inputs, (await vapi.read(type, id, inputs))?.inputs ?? {})).toEqual([]);

    const moved = { ...inputs, names: { ...names, escalate: 'another-tool' } };
    expect(vapi.diff(type, inputs, moved).map(({ path }) => path)).toEqual(['names.escalate']);
    await vapi.update(type, id, { inputs, state }, moved);
    expect(await held()).toMatchObject({ model: { toolIds: ['another-tool'] } });
    const seen = await vapi.read(type, id, inputs);
    expect(vapi.diff(type, inputs, seen?.inputs ?? {}).map(({ path }) => path)).toEqual(['model.toolIds[0]']);
    expect(seen?.inputs.model).toMatchObject({ toolIds: ['another-tool'] });
  });
});

describe('twilio:account:ApiKey', () => {
  it('is made once, with its secret, when the answer was lost; a key of the same name stays', async () => {
    const other = await make('twilio:account:ApiKey', { friendlyName: 'agents' });
    platform.ctx.faults.add({
      target: 'api',
      method: 'POST',
      pattern: '/Keys.json$',
      times: 1,
      drop: true,
      when: 'after',
    });
    const { id, state } = await make('twilio:account:ApiKey', { friendlyName: 'agents' });
    expect(state.secret).toEqual(expect.any(String));
    const keys = await platform.client.keys.list();
    expect(keys.map(({ sid }) => sid).sort()).toEqual([id, other.id].sort());
  });
});

describe('twilio:account:IncomingPhoneNumber', () => {
  const type = 'twilio:account:IncomingPhoneNumber';

  it('is adopted and gets its old settings back', async () => {
    const [found] = await platform.client.incomingPhoneNumbers.list();
    const number = platform.client.incomingPhoneNumbers(found?.sid ?? '');
    await number.update({ voiceUrl: 'https://old.example/voice', voiceMethod: 'GET', statusCallback: '' });
    const { id, state } = await make(type, {
      phoneNumber: NUMBER,
      voiceUrl: 'https://new.example/v',
      statusCallback: 'https://new.example/s',
    });
    expect(await number.fetch()).toMatchObject({ voiceUrl: 'https://new.example/v', voiceMethod: 'POST' });
    await twilio.delete(type, id, state);
    expect(await number.fetch()).toMatchObject({
      voiceUrl: 'https://old.example/voice',
      voiceMethod: 'GET',
      statusCallback: '',
    });
  });

  it('takes off an application, which would answer in its place, and puts it back', async () => {
    const [found] = await platform.client.incomingPhoneNumbers.list();
    const number = platform.client.incomingPhoneNumbers(found?.sid ?? '');
    const { sid } = await platform.client.applications.create({
      friendlyName: 'IVR',
      voiceUrl: 'https://old.example',
    });
    await number.update({ voiceApplicationSid: sid });
    const { id, inputs, state } = await make(type, {
      phoneNumber: NUMBER,
      voiceUrl: 'https://new.example/v',
    });
    expect((await number.fetch()).voiceApplicationSid).toBeFalsy();
    const names = { ivr: sid };
    const named = { ...inputs, names, voiceApplicationSid: 'ivr' };
    await twilio.update(type, id, { inputs, state }, named);
    expect((await twilio.read(type, id, named))?.inputs.voiceApplicationSid).toBe('ivr');
    await twilio.update(type, id, { inputs: named, state }, inputs);
    await twilio.delete(type, id, state);
    expect(await number.fetch()).toMatchObject({ voiceApplicationSid: sid });
  });

  it('remembers the old settings also when the answer to the new ones was lost', async () => {
    const [found] = await platform.client.incomingPhoneNumbers.list();
    const number = platform.client.incomingPhoneNumbers(found?.sid ?? '');
    await number.update({ voiceUrl: 'https://old.example/voice' });
    platform.ctx.faults.add({
      target: 'api',
      method: 'POST',
      pattern: '/PN',
      times: 1,
      drop: true,
      when: 'after',
    });
    const { id, state } = await make(type, { phoneNumber: NUMBER, voiceUrl: 'https://new.example/v' });
    await twilio.delete(type, id, state);
    expect(await number.fetch()).toMatchObject({ voiceUrl: 'https://old.example/voice' });
  });

  it('gives back what it was before Vapi learned of it, where a keepsake was taken first', async () => {
    const [found] = await platform.client.incomingPhoneNumbers.list();
    const number = platform.client.incomingPhoneNumbers(found?.sid ?? '');
    await number.update({ voiceUrl: 'https://old.example/voice' });
    const keepsake = await make('twilio:account:NumberKeepsake', { phoneNumber: NUMBER });
    await number.update({ voiceUrl: 'https://api.vapi.ai/twilio/inbound_call', friendlyName: 'Vapi' });
    const ours = await make(type, { phoneNumber: NUMBER, voiceUrl: 'https://new.example/v' });
    await twilio.delete(type, ours.id, ours.state);
    await twilio.delete('twilio:account:NumberKeepsake', keepsake.id, keepsake.state);
    expect(await number.fetch()).toMatchObject({
      voiceUrl: 'https://old.example/voice',
      friendlyName: found?.friendlyName,
    });
  });

  it('is never bought', async () => {
    await expect(make(type, { phoneNumber: '+15550100999' })).rejects.toThrow(
      /the account has no number \+15550100999/,
    );
    expect(platform.writes()).toEqual([]);
  });
});

describe('twilio:serverless:Variables', () => {
  it('refuses a value that is too long, with its name and never its text', () => {
    const given = {
      serviceSid: `ZS${'1'.repeat(32)}`,
      environmentSid: `ZE${'1'.repeat(32)}`,
      name: 'a',
      variables: { KEY: 'hunter2'.repeat(80) },
    };
    const { failures } = twilio.check('twilio:serverless:Variables', given);
    expect(failures).toEqual([
      { property: 'variables.KEY', reason: 'got a secret of 560 characters; wants at most 450 bytes' },
    ]);
  });
});
