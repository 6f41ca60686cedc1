import { Refusal } from './refusal';
import type { ControlTarget } from './target';

/** Longer than any webhook, any Function and the script of somebody whose call is over should take. */
const LIMIT_MS = 60_000;

/**
 * Runs `act` when nothing is on its way and nothing waits for time but what a snapshot carries; virtual time moves on to that
 * moment. Nothing else happens meanwhile. Refuses (409) when such a moment does not come, or while a call is live that cannot
 * be kept.
 */
export async function whenIdle<T>(
  target: ControlTarget,
  what: 'kept' | 'replaced',
  act: () => Promise<T>,
): Promise<T> {
  const { activity, clock, virtual, paced } = target;
  const isIdle = (): boolean => activity.isIdle && (clock.isIdle || liveOnes(target).length > 0);
  const actIf = (isReached: boolean): Promise<T> => {
    if (what === 'kept') refuseUnrepeatable(target);
    if (isReached) return act();
    const running = activity.describe().join(', ') || 'a script or a webhook that waits';
    throw new Refusal(
      409,
      `what runs cannot be ${what}, and after ${LIMIT_MS} ms this still did: ${running}`,
    );
  };
  if (what === 'kept') refuseUnrepeatable(target);
  if (paced) return paced.standStill(isIdle, LIMIT_MS, async (isReached) => actIf(isReached));
  return actIf(await virtual.runUntil(isIdle, LIMIT_MS).catch(refuseWhileDriven));
}

/** Cuts all web sockets, and waits until whatever that does is done. */
export async function cutSockets({ sockets, paced, virtual }: ControlTarget): Promise<void> {
  sockets.cut();
  if (!paced) return virtual.settle();
  const isOver = (): boolean => sockets.count === 0 && !paced.isAwaited;
  await paced.standStill(isOver, LIMIT_MS, () => Promise.resolve());
}

/** Whether a course can begin now: with a state that is whole without it. */
export function mayBegin(target: ControlTarget): boolean {
  const { activity, clock } = target;
  return activity.isIdle && clock.isIdle && liveOnes(target).length === 0;
}

/** The calls and AI legs that have not ended. */
export function liveOnes({ voice, vapi }: ControlTarget): string[] {
  return [
    ...voice.calls.all().flatMap(({ isLive, sid }) => (isLive ? [`call ${sid}`] : [])),
    ...vapi.control.legs().flatMap(({ status, callId }) => (status === 'ended' ? [] : [`AI leg ${callId}`])),
  ];
}

function refuseUnrepeatable(target: ControlTarget): void {
  const why = target.course.obstacle;
  const live = liveOnes(target);
  if (why === undefined || live.length === 0) return;
  throw new Refusal(
    409,
    `a live call cannot be kept here: ${why}; live: ${live.join(', ')}; ` +
      'end it first (POST /_emulator/people/<number>/actions {"hangUp": true}, or POST /Calls/<sid> Status=completed); ' +
      'open tasks may stay',
  );
}

function refuseWhileDriven(error: unknown): never {
  throw error instanceof Error && error.message.includes('already being driven')
    ? new Refusal(409, 'the clock is being moved; wait for that to end')
    : error;
}
