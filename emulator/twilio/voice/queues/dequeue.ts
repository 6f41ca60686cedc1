import { performAside } from '../conference/side-audio';
import type { TwimlRequest } from '../twiml/fetch';
import type { Stage } from '../twiml/stage';
import type { CallQueue, Member, QueueResult } from './queue';

export interface Dequeue {
  /** What the caller hears before he is connected. */
  readonly whisper: Omit<TwimlRequest, 'form'> | undefined;
  /** Asked at the moment of the bridge: false leaves the two apart. */
  readonly mayBridge: () => boolean;
  readonly onBridged: () => void;
  /** The two have parted, or never met. */
  readonly onOver: () => void;
}

/**
 * Takes a caller out of the queue and connects him with the leg of this stage. Answers with the way to end it: the caller
 * goes on after his `<Enqueue>`.
 * Source: https://www.twilio.com/docs/voice/twiml/queue.
 */
export function dequeue(
  { core, call }: Stage,
  queue: CallQueue,
  member: Member,
  { whisper, mayBridge, onBridged, onOver }: Dequeue,
): () => void {
  const owner = `queue ${call.sid}`;
  let isOver = false;
  let part = (): void => undefined;
  const finish = (): void => {
    if (isOver) return;
    isOver = true;
    core.switchboard.route(owner, []);
    part();
    onOver();
  };
  const form = {
    QueueSid: queue.sid,
    QueueTime: String(queue.waitedSeconds(member)),
    DequeingCallSid: call.sid,
  };
  queue.leave(member);
  member.connect(async (theirs): Promise<QueueResult> => {
    const forget = theirs.run.onStop(finish);
    if (whisper) await performAside(theirs, { ...whisper, form });
    if (isOver) return 'bridging-in-process';
    if (!mayBridge()) {
      finish();
      return 'error';
    }
    await theirs.run.until<void>((done) => {
      part = done;
      core.switchboard.route(owner, [
        { from: call.sid, to: theirs.call.sid },
        { from: theirs.call.sid, to: call.sid },
      ]);
      call.note('queue.bridged', { queueSid: queue.sid, dequeuedCallSid: theirs.call.sid });
      onBridged();
      return () => undefined;
    });
    forget();
    return 'bridged';
  });
  return finish;
}
