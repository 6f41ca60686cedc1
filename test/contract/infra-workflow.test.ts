import { emulatedHandlers, type EmulatedHandlers } from '../support/emulated-handlers';

let on: EmulatedHandlers;

beforeEach(async () => {
  on = await emulatedHandlers();
});

afterEach(() => on.platform.close());

const workspace = () => on.sidOf('twilio:taskrouter:Workspace', { friendlyName: 'w' });

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
