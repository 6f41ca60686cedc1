import { performSideDocument } from '../conference/side-audio';
import { httpMethod } from '../core';
import type { Element } from '../twiml/document';
import { TwimlError } from '../twiml/document';
import type { TwimlRequest } from '../twiml/fetch';
import type { Stage } from '../twiml/stage';
import { resolveUrl } from '../twiml/stage';
import type { CallQueue, Member } from './queue';

/** How long a waiting document without any sound lasts: a loop must take time. */
const EMPTY_TURN_MS = 1000;

/** What a caller in a queue hears: `waitUrl` again and again, until a `<Leave>`. Never ends by itself without one. */
export async function waitInQueue(
  stage: Stage,
  { attributes: { waitUrl, waitUrlMethod } }: Element,
  queue: CallQueue,
  member: Member,
): Promise<void> {
  const { core, call, run } = stage;
  if (waitUrl === undefined || waitUrl === '') {
    return run.until<void>(() => {
      const sound =
        waitUrl === '' ? undefined : core.switchboard.play(call.sid, 'music', 'Twilio hold music');
      return () => sound?.stop();
    });
  }
  const first: TwimlRequest = { url: resolveUrl(stage, waitUrl), method: httpMethod(waitUrlMethod) };
  let next = first;
  for (;;) {
    const startedAtMs = core.ctx.clock.now();
    const led = await turn(stage, { ...next, form: { ...next.form, ...placeInLine(queue, member) } });
    if (led === 'leave') return;
    next = led === 'over' ? first : led;
    if (core.ctx.clock.now() === startedAtMs) {
      await run.until<void>((done) => core.ctx.clock.after(EMPTY_TURN_MS, done));
    }
  }
}

/** Source: https://www.twilio.com/docs/voice/twiml/enqueue (waitUrl request parameters). */
function placeInLine(queue: CallQueue, member: Member): Record<string, string> {
  return {
    QueueSid: queue.sid,
    QueuePosition: String(queue.positionOf(member)),
    QueueTime: String(queue.waitedSeconds(member)),
    AvgQueueTime: String(queue.averageWaitSeconds),
    CurrentQueueSize: String(queue.members.length),
    MaxQueueSize: String(queue.maxSize),
  };
}

/** A waiting document that cannot be had is an error of this turn only. */
async function turn(stage: Stage, source: TwimlRequest): Promise<TwimlRequest | 'over' | 'leave'> {
  try {
    return await performSideDocument(stage, source);
  } catch (error) {
    if (!(error instanceof TwimlError)) throw error;
    stage.call.note('twiml.error', { code: error.code, message: error.message, url: source.url });
    return 'over';
  }
}
