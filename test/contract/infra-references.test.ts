import { emulatedHandlers, type EmulatedHandlers } from '../support/emulated-handlers';

let on: EmulatedHandlers;

beforeEach(async () => {
  on = await emulatedHandlers();
});

afterEach(() => on.platform.close());

const server = { url: 'https://events.example/vapi/events' };
const model = { provider: 'openai', model: 'gpt-4o', messages: [{ role: 'system', content: 'Be kind.' }] };
const plan = { type: 'hmac', secretKey: 'k'.repeat(20), algorithm: 'sha256' };
const tool = (description: string) => ({
  name: 'escalate',
  description,
  parameters: { type: 'object', properties: {} },
});

describe('references that have names', () => {
  it('are SIDs at TaskRouter and names in the program, also when somebody changed them', async () => {
    const workspaceSid = await on.sidOf('twilio:taskrouter:Workspace', { friendlyName: 'w' });
    const queue = (friendlyName: string) =>
      on.sidOf('twilio:taskrouter:TaskQueue', { workspaceSid, friendlyName });
    const names = { billing: await queue('Billing'), sales: await queue('Sales') };
    const type = 'twilio:taskrouter:Workflow';
    const { id, inputs } = await on.make(type, {
      workspaceSid,
      friendlyName: 'w',
      names,
      configuration: { task_routing: { filters: [], default_filter: { queue: 'billing' } } },
    });
    const held = on.platform.client.taskrouter.v1.workspaces(workspaceSid).workflows(id.split('/')[1] ?? '');
    const configuration = async () =>
      JSON.parse((await held.fetch()).configuration).task_routing.default_filter;
    expect(await configuration()).toEqual({ queue: names.billing });
    expect(on.twilio.diff(type, inputs, (await on.twilio.read(type, id, inputs))?.inputs ?? {})).toEqual([]);

    const other = { task_routing: { filters: [], default_filter: { queue: names.sales } } };
    await held.update({ configuration: JSON.stringify(other) });
    const seen = await on.twilio.read(type, id, inputs);
    expect(seen?.inputs.configuration).toMatchObject({
      task_routing: { default_filter: { queue: 'sales' } },
    });
    await on.twilio.update(type, id, { inputs: seen?.inputs ?? {}, state: seen?.state ?? {} }, inputs);
    expect(await configuration()).toEqual({ queue: names.billing });
  });

  it('are ids at Vapi; another object under the same name is a change, a strange id is shown', async () => {
    const names = {
      escalate: (await on.make('vapi:index:Tool', { function: tool('Brings a human.'), server })).id,
      webhooks: (await on.make('vapi:index:Credential', { name: 'a', authenticationPlan: plan })).id,
    };
    const type = 'vapi:index:Assistant';
    const given = {
      ...{ name: 'a', serverMessages: ['tool-calls'], names },
      server: { ...server, credentialId: 'webhooks' },
      model: { ...model, toolIds: ['escalate'] },
    };
    const { id, inputs, state } = await on.make(type, given);
    const held = async () => (await on.platform.vapi<{ model: object; server: object }[]>('/assistant'))[0];
    expect(await held()).toMatchObject({
      model: { toolIds: [names.escalate] },
      server: { credentialId: names.webhooks },
    });
    expect(on.vapi.diff(type, inputs, (await on.vapi.read(type, id, inputs))?.inputs ?? {})).toEqual([]);

    const moved = { ...inputs, names: { ...names, escalate: 'another-tool' } };
    expect(on.vapi.diff(type, inputs, moved).map(({ path }) => path)).toEqual(['names.escalate']);
    await on.vapi.update(type, id, { inputs, state }, moved);
    expect(await held()).toMatchObject({ model: { toolIds: ['another-tool'] } });
    const seen = await on.vapi.read(type, id, inputs);
    expect(on.vapi.diff(type, inputs, seen?.inputs ?? {}).map(({ path }) => path)).toEqual([
      'model.toolIds[0]',
    ]);
    expect(seen?.inputs.model).toMatchObject({ toolIds: ['another-tool'] });
  });
});
