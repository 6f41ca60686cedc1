import { aiEvent } from '../../functions/usecases/ai-event';
import { ContextWriter } from '../../functions/usecases/context';
import { ScriptedChance } from './chance';
import { play } from './history';
import { World } from './world';

const usual = { bridge: 'conference', wait: 'ai', isOurs: true } as const;
/** A request and its answer, in the orderly simulation. */
const ROUND_TRIP_MS = 40;

test('round trips one after another: inbound 2, escalate 3, assignment 1, accept 2', async () => {
  const { time } = await play(new ScriptedChance([]), usual);
  const at = (what: RegExp): number =>
    Number.parseInt(time.history.find((line) => what.test(line)) ?? '', 10);
  const depth = (from: RegExp, to: RegExp, besidesMs = 0): number =>
    (at(to) - at(from) - besidesMs) / ROUND_TRIP_MS;
  expect(depth(/> inbound/, /asks for a human/, 3_000)).toBe(2);
  expect(depth(/> vapi escalate/, /"after":"queued"/)).toBe(3);
  expect(depth(/> assignment/, /assignment .*: call/)).toBe(1);
  expect(depth(/> agent\/accept/, /bridged with/)).toBe(2);
});

test('40 interruptions in two seconds: few writes, and the last of them is kept', async () => {
  const world = new World(new ScriptedChance([]), usual);
  const writer = new ContextWriter();
  const callSid = world.caller.sid;
  for (let count = 1; count <= 40; count += 1) {
    world.time.after(count * 50, () =>
      world.functions.webhook('interruption', (ports) =>
        aiEvent(ports, writer, {
          call: {
            leg: 'leg',
            startedAtMs: undefined,
            callSid,
            isOurs: true,
            controlUrl: undefined,
            caller: undefined,
            language: 'en',
            turns: [{ by: 'caller', text: `turn ${count}` }],
          },
          atMs: world.time.nowMs,
          what: { kind: 'speech', by: 'caller', status: 'started' },
        }),
      ),
    );
  }
  await world.time.run(10_000, () => undefined);
  expect(world.functions.errors).toEqual([]);
  const stored = world.contexts.read(callSid);
  expect(stored).toMatchObject({ value: { value: { turns: [{ text: 'turn 40' }] } } });
  if (stored.kind === 'ok') expect(Number(stored.value.revision)).toBeLessThanOrEqual(5);
});
