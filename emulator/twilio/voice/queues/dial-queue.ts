import { httpMethod } from '../core';
import { callbackOf, channelsOf, trackOf } from '../recordings/asked';
import type { Recording } from '../recordings/recording';
import type { Element } from '../twiml/document';
import { textOf } from '../twiml/document';
import type { Stage } from '../twiml/stage';
import { booleanAttribute, numberAttribute, resolveUrl } from '../twiml/stage';
import { tellActionOfHangup } from '../twiml/verbs/dial-action';
import { dequeue } from './dequeue';
import type { CallQueue, Member } from './queue';

const TIME_LIMIT_SECONDS = 14_400;

/** Who is to be connected, and for which reservation of his task. */
interface Next {
  readonly queue: CallQueue;
  readonly member: Member;
  readonly reservationSid?: string;
}

/**
 * `<Dial><Queue>`: connects the leg with the first in the queue, waiting for one where nobody is, or with the caller of a
 * reservation, which is accepted by that.
 * Source: https://www.twilio.com/docs/voice/twiml/queue.
 */
export async function dialQueue(
  stage: Stage,
  element: Element,
  noun: Element,
): Promise<Record<string, string>> {
  const { reservationSid } = noun.attributes;
  const next = reservationSid
    ? reservedCaller(stage, reservationSid)
    : await firstInLine(stage, element, textOf(noun));
  return typeof next === 'string' ? { DialCallStatus: next } : talking(stage, element, noun, next);
}

function reservedCaller({ core, call }: Stage, reservationSid: string): Next | 'failed' {
  const taskSid = core.taskRouter().pendingTask(reservationSid);
  const waiting = core.queues.whoWaits((member) => taskSid !== undefined && member.taskSid === taskSid);
  if (waiting) return { ...waiting, reservationSid };
  call.note('twiml.error', {
    code: 14215,
    message: 'Dial->Queue: Invalid ReservationSid. Unable to dequeue',
  });
  return 'failed';
}

async function firstInLine(
  { core, call, run }: Stage,
  element: Element,
  name: string,
): Promise<Next | 'failed' | 'no-answer'> {
  const queue = core.queues.named(name);
  if (!queue) {
    call.note('queue.unknown', { name });
    return 'failed';
  }
  const [first] = queue.members;
  if (first) return { queue, member: first };
  return run.until<Next | 'no-answer'>((done) => {
    const ringing = core.switchboard.play(call.sid, 'ring');
    const release = (): void => {
      ringing.stop();
      stopClock();
      stopListening();
    };
    const stopListening = queue.onJoin(() => {
      const [member] = queue.members;
      if (!member) return;
      release();
      done({ queue, member });
    });
    const stopClock = core.ctx.clock.after(numberAttribute(element, 'timeout', 30) * 1000, () => {
      release();
      done('no-answer');
    });
    return release;
  });
}

function talking(
  stage: Stage,
  element: Element,
  noun: Element,
  { queue, member, reservationSid }: Next,
): Promise<Record<string, string>> {
  const { core, call, run } = stage;
  const { url, method, postWorkActivitySid } = noun.attributes;
  const taskRouter = core.taskRouter();
  let bridgedAtMs: number | undefined;
  let recording: Recording | undefined;
  const outcome = (): Record<string, string> => ({
    DialCallSid: member.call.sid,
    DialCallStatus: bridgedAtMs === undefined ? 'failed' : 'completed',
    DialBridged: String(bridgedAtMs !== undefined),
    ...(recording ? { RecordingSid: recording.sid, RecordingUrl: core.recordings.url(recording) } : {}),
    ...(bridgedAtMs === undefined
      ? {}
      : { DialCallDuration: String(Math.round((core.ctx.clock.now() - bridgedAtMs) / 1000)) }),
  });
  return run.until<Record<string, string>>((done) => {
    const part = dequeue(stage, queue, member, {
      whisper: url ? { url: resolveUrl(stage, url), method: httpMethod(method) } : undefined,
      mayBridge() {
        if (reservationSid === undefined || taskRouter.acceptReservation(reservationSid)) return true;
        const message = 'Dial->Queue: Could not find or accept provided reservationSid';
        call.note('twiml.error', { code: 14217, message });
        return false;
      },
      onBridged() {
        bridgedAtMs = core.ctx.clock.now();
        const channels = channelsOf(element);
        if (channels === undefined) return;
        const callback = callbackOf(stage, element);
        recording = core.record(call, { source: 'DialVerb', channels, track: trackOf(element), callback });
      },
      onOver() {
        releaseKeys();
        stopClock();
        if (recording) core.recordings.finish(recording);
        if (reservationSid !== undefined && bridgedAtMs !== undefined)
          taskRouter.wrapUp(reservationSid, postWorkActivitySid);
        done(outcome());
      },
    });
    const releaseKeys = call.takeDigits((digit) => {
      if (digit === '*' && booleanAttribute(element, 'hangupOnStar', false)) part();
    });
    const limitMs = numberAttribute(element, 'timeLimit', TIME_LIMIT_SECONDS) * 1000;
    const stopClock = core.ctx.clock.after(limitMs, part);
    return (reason) => {
      part();
      if (reason === 'call-ended') tellActionOfHangup(stage, element, outcome());
    };
  });
}
