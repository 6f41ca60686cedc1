import type { AiCall } from '../domain/ai-event';
import type { AiLeg } from '../domain/ai-leg';
import { classOf, isPremature } from '../domain/ended-reason';
import { isLeased } from '../domain/handoff/change';
import type { Handoff } from '../domain/handoff/record';
import { amendAttributes } from '../domain/task-attributes';
import { shorten } from '../domain/text-length';
import { storeContext } from './context';
import { backOff, insistently, patiently, type Invocation } from './invocation';
import { happen, readHandoff } from './record';
import { carryOut } from './todo';

export interface Report {
  readonly atMs: number;
  readonly endedReason: string;
  readonly summary: string | undefined;
}

const MOST_ROUNDS = 5;
const LOOK_AGAIN_MS = 500;
const LONGEST_SUMMARY = 2_000;

/** An end-of-call report: stored before anything else, interpreted when no transfer holds the lease any more. */
export async function report(
  invocation: Invocation,
  callSid: string,
  call: AiCall,
  said: Report,
): Promise<'taken' | 'try-again'> {
  const stored = await storeReport(invocation, callSid, call.leg, said);
  if (stored === 'not-stored') return 'try-again';
  if (stored === 'known') return 'taken';
  await leaseOver(invocation, callSid);
  await interpret(invocation, call.leg, stored, !call.isOurs);
  return 'taken';
}

/** The AI leg with its newest report; `known` when there is nothing new in this one. */
async function storeReport(
  invocation: Invocation,
  callSid: string,
  leg: string,
  { atMs, endedReason, summary }: Report,
): Promise<AiLeg | 'known' | 'not-stored'> {
  const { aiLegs, log } = invocation.ports;
  const said = {
    atMs,
    endedReason: shorten(endedReason, 200),
    ...(summary && { summary: shorten(summary, LONGEST_SUMMARY) }),
    isInterpreted: false,
  };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const known = await insistently(invocation, () => aiLegs.read(leg));
    if (known.kind !== 'ok' && known.kind !== 'gone') break;
    const before = known.kind === 'ok' ? known.value : undefined;
    const last = before?.value.report;
    if (last && last.endedReason === said.endedReason && (last.summary ?? '') === (said.summary ?? '')) {
      return last.isInterpreted ? 'known' : before.value;
    }
    if (last && !isPremature(last.endedReason) && isPremature(endedReason)) return 'known';
    const after: AiLeg = { ...(before?.value ?? { callSid, startedAtMs: atMs }), report: said };
    const written = await patiently(invocation, () =>
      before ? aiLegs.replace(leg, after, before.revision) : aiLegs.create(leg, after),
    );
    if (written.kind === 'ok') return after;
    if (written.kind === 'refused' || written.kind === 'throttled') break;
    if (!(await backOff(invocation, round))) break;
  }
  log.warn('report not stored', { callSid, leg });
  return 'not-stored';
}

/** Waits while a transfer is under way; then the lease's own deadline has the say. */
async function leaseOver(invocation: Invocation, callSid: string): Promise<void> {
  const { clock, settings } = invocation.ports;
  const untilMs = clock.nowMs() + settings.policy.reportWaitMs;
  while (clock.nowMs() < untilMs) {
    const known = await readHandoff(invocation, callSid);
    if (known === undefined || known === 'absent') return;
    const isBusy = known.value.state.name === 'transferring' && isLeased(known.value, clock.nowMs());
    if (!isBusy) return;
    await clock.sleep(Math.min(LOOK_AGAIN_MS, untilMs - clock.nowMs()));
  }
}

/** The summary goes to the context and to the task; for a call that began at Vapi the end itself is news. */
export async function interpret(
  invocation: Invocation,
  leg: string,
  { callSid, report: said }: AiLeg,
  isAtVapi: boolean,
): Promise<void> {
  if (!said) return;
  const { endedReason, summary, atMs } = said;
  const known = await readHandoff(invocation, callSid);
  const handoff = known === undefined || known === 'absent' ? undefined : known.value;
  const results = await Promise.all([
    summary === undefined || storeContext(invocation, callSid, { atMs, leg, summary }),
    summary === undefined || handoff === undefined || summaryToTask(invocation, handoff, summary),
  ]);
  if (isAtVapi && !isPremature(endedReason)) await legOver(invocation, callSid, leg, endedReason);
  if (results.includes(false) || results.includes(undefined)) return;
  const now = await insistently(invocation, () => invocation.ports.aiLegs.read(leg));
  if (now.kind !== 'ok' || now.value.value.report?.atMs !== atMs) return;
  const done = { ...now.value.value, report: { ...said, isInterpreted: true } };
  await patiently(invocation, () => invocation.ports.aiLegs.replace(leg, done, now.value.revision));
}

/** False when it should be tried again. */
async function summaryToTask(invocation: Invocation, { state }: Handoff, summary: string): Promise<boolean> {
  if (!('task' in state)) return true;
  const { taskRouter } = invocation.ports;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const known = await insistently(invocation, () => taskRouter.fetchTask(state.task));
    if (known.kind !== 'ok') return known.kind === 'gone' || known.kind === 'refused';
    const { attributes } = known.value.value;
    const amended =
      amendAttributes(attributes, { summary }) ??
      amendAttributes(attributes, { summary: shorten(summary, 200) });
    if (!amended || attributes.summary === summary) return true;
    const written = await patiently(invocation, () =>
      taskRouter.updateAttributes(state.task, amended, known.value.revision),
    );
    if (written.kind === 'ok' || written.kind === 'gone' || written.kind === 'refused') return true;
    if (written.kind === 'throttled') return false;
  }
  return false;
}

/** The AI leg of a call that began at Vapi ended. */
export async function legOver(
  invocation: Invocation,
  callSid: string,
  leg: string,
  endedReason: string,
): Promise<void> {
  const ended = classOf(endedReason);
  const isFailed = ended === 'broken' || ended === 'transfer-failed';
  const how = ended === 'forwarded' ? 'forwarded' : isFailed ? 'failed' : 'normal';
  const changed = await happen(invocation, callSid, { kind: 'leg-over', leg, how });
  await carryOut(invocation, callSid, changed);
  if (changed.kind !== 'stored' || changed.handoff.state.name !== 'bridged') return;
  // Passed on by Vapi: if the call is not ours, this is the last that is ever heard of it.
  const call = await insistently(invocation, () => invocation.ports.calls.fetch(callSid));
  if (call.kind !== 'gone') return;
  await carryOut(invocation, callSid, await happen(invocation, callSid, { kind: 'caller-left' }));
}
