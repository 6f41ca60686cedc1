import { z } from 'zod';
import type { VirtualClock } from '../core/virtual-clock';
import { taking, type Endpoint } from './endpoint';
import { durationMs, words } from './fields';
import { concerns } from './journal';
import { Refusal } from './refusal';
import type { ControlTarget } from './target';

const LIMIT_MS = 10 * 60_000;

const RunUntilBody = z.strictObject({
  kind: words('the kind of a journal entry, such as call.ended'),
  callSid: words('a CallSid that the entry concerns').optional(),
  limitMs: durationMs('milliseconds after which to give up').optional(),
});

/** The emulator's time. It can be moved where it is virtual; 409 in real time. */
export function clockEndpoints({ clock, virtual, paced, journal }: ControlTarget): Endpoint[] {
  const now = () => ({
    time: paced ? 'real' : 'virtual',
    nowMs: clock.now(),
    now: new Date(clock.now()).toISOString(),
    ...(paced ? { behindMs: paced.behindMs } : {}),
  });
  let isDriven = false;
  const drive = async <T>(run: (movable: VirtualClock) => Promise<T>): Promise<T> => {
    if (paced)
      throw new Refusal(409, 'time is real and moves by itself; start the emulator with --time virtual');
    if (isDriven)
      throw new Refusal(409, 'the clock is already being moved; wait for that request to be answered');
    isDriven = true;
    try {
      return await run(virtual);
    } catch (error) {
      throw error instanceof Error && error.message.includes('already being driven')
        ? new Refusal(409, 'the program that started the emulator is moving the clock')
        : error;
    } finally {
      isDriven = false;
    }
  };
  return [
    {
      method: 'GET',
      path: '/clock',
      about:
        'What time it is and whether it can be moved; in real time also how far it is behind the machine (`behindMs`)',
      answer: (c) => c.json(now()),
    },
    taking({
      method: 'POST',
      path: '/clock/advance',
      about: 'Moves virtual time on by so much; everything that falls due happens before the answer',
      body: z.strictObject({ ms: durationMs() }),
      example: { ms: 30_000 },
      async answer(c, { ms }) {
        await drive((movable) => movable.advance(ms));
        return c.json(now());
      },
    }),
    taking({
      method: 'POST',
      path: '/clock/run-until',
      about:
        'Moves virtual time on until the journal has a new entry of this kind, or to the limit (10 minutes)',
      body: RunUntilBody,
      example: { kind: 'call.ended', limitMs: 60_000 },
      async answer(c, { kind, callSid, limitMs }) {
        const from = journal.entries.length;
        const find = () =>
          journal.entries
            .slice(from)
            .find((entry) => entry.kind === kind && (callSid === undefined || concerns(entry, callSid)));
        const isReached = await drive((movable) =>
          movable.runUntil(() => find() !== undefined, limitMs ?? LIMIT_MS),
        );
        return c.json({ ...now(), isReached, entry: find() ?? null });
      },
    }),
  ];
}
