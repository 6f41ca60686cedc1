import { Refusal } from './refusal';
import type { ControlTarget } from './target';

/** Longer than any webhook, any Function and the script of somebody whose call is over should take. */
const LIMIT_MS = 60_000;
const LOOK_AGAIN_MS = 20;

/**
 * Resolves when nothing is on its way and nothing waits for time but what a snapshot carries; virtual time moves on to that
 * moment. Refuses (409) while a call is live that cannot be kept or replaced.
 */
export async function untilIdle(target: ControlTarget, what: 'kept' | 'replaced'): Promise<void> {
  const { activity, clock, virtual } = target;
  const isIdle = (): boolean => activity.isIdle && (clock.isIdle || liveOnes(target).length > 0);
  refuseWhileLive(target, what);
  const isReached = virtual
    ? await virtual.runUntil(isIdle, LIMIT_MS).catch(refuseWhileDriven)
    : await lookUntil(isIdle, target);
  refuseWhileLive(target, what);
  if (isReached) return;
  const running = activity.describe().join(', ') || 'a script or a webhook that waits';
  throw new Refusal(409, `what runs cannot be ${what}, and after ${LIMIT_MS} ms this still did: ${running}`);
}

/** Whether a course can begin now: with a state that is whole without it. */
export function mayBegin(target: ControlTarget): boolean {
  const { activity, clock, sockets } = target;
  return activity.isIdle && clock.isIdle && sockets.count === 0 && liveOnes(target).length === 0;
}

/** The calls and AI legs that have not ended. */
export function liveOnes({ voice, vapi }: ControlTarget): string[] {
  return [
    ...voice.calls.all().flatMap(({ isLive, sid }) => (isLive ? [`call ${sid}`] : [])),
    ...vapi.control.legs().flatMap(({ status, callId }) => (status === 'ended' ? [] : [`AI leg ${callId}`])),
  ];
}

async function lookUntil(isDone: () => boolean, { lastingClock }: ControlTarget): Promise<boolean> {
  const limit = lastingClock.now() + LIMIT_MS;
  while (!isDone() && lastingClock.now() < limit)
    await new Promise<void>((resolve) => void lastingClock.after(LOOK_AGAIN_MS, resolve));
  return isDone();
}

function refuseWhileLive(target: ControlTarget, what: 'kept' | 'replaced'): void {
  const why = obstacle(target, what);
  if (why === undefined) return;
  const live = liveOnes(target);
  if (live.length === 0) return;
  throw new Refusal(
    409,
    `a live call cannot be ${what} here: ${why}; live: ${live.join(', ')}; ` +
      'end it first (POST /_emulator/people/<number>/actions {"hangUp": true}, or POST /Calls/<sid> Status=completed); ' +
      'open tasks may stay',
  );
}

/** In real time a call goes on by itself; in virtual time one can be kept when what led to it can be repeated. */
function obstacle({ course }: ControlTarget, what: 'kept' | 'replaced'): string | undefined {
  if (!course)
    return 'time is real and does not wait (with --time virtual it does, POST /_emulator/clock/advance moves it)';
  return what === 'kept' ? course.obstacle : undefined;
}

function refuseWhileDriven(error: unknown): never {
  throw error instanceof Error && error.message.includes('already being driven')
    ? new Refusal(409, 'the clock is being moved; wait for that to end')
    : error;
}
