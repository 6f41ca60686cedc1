import { isLeased } from '../domain/handoff/change';
import { takenOver } from '../domain/handoff/decide';
import type { HandoffEvent } from '../domain/handoff/event';
import type { AgentState, Bridged, Handoff } from '../domain/handoff/record';
import type { Calls } from '../ports/calls';
import { conferenceName } from './bridge-legs';
import { contextBeside } from './context';
import { adoptTask, makeTask } from './escalate';
import { insistently, momentOf, type Invocation } from './invocation';
import { change, happen, isMine, readHandoff } from './record';
import { legOver } from './report';
import { carryOut } from './todo';
import { transferByVapi } from './vapi-transfer';

/** A live handoff past its deadline: the truth is read, and what should have been heard of it happens now. */
export async function lookAfter(invocation: Invocation, callSid: string): Promise<void> {
  const { clock, calls, taskRouter } = invocation.ports;
  const known = await readHandoff(invocation, callSid);
  if (known === undefined || known === 'absent') return;
  const handoff = known.value;
  const { state } = handoff;
  const nowMs = clock.nowMs();
  if (state.name === 'closed' || state.deadlineMs >= nowMs || isLeased(handoff, nowMs)) return;
  const [caller, agent, task] = await Promise.all([
    lifeOf(invocation, callSid),
    'agentCall' in state ? lifeOf(invocation, state.agentCall) : undefined,
    'task' in state ? insistently(invocation, () => taskRouter.fetchTask(state.task)) : undefined,
  ]);
  if (caller === 'unknown' || agent === 'unknown') return;
  if (caller === 'over') return settled({ kind: 'caller-left' });
  if (caller === 'gone' && (await isLegOver(invocation, callSid, handoff))) return;
  switch (state.name) {
    case 'requested':
      return remake(invocation, callSid, handoff);
    case 'queued':
    case 'ringing':
    case 'whispering': {
      const isTaskOver =
        task?.kind === 'gone' ||
        (task?.kind === 'ok' && ['completed', 'canceled'].includes(task.value.value.status));
      if (isTaskOver) return settled({ kind: 'task-over', task: state.task, n: handoff.n });
      if (state.name === 'queued')
        return nowMs > handoff.untilMs ? settled({ kind: 'search-over' }) : undefined;
      if (agent === 'live') await insistently(invocation, () => calls.end(state.agentCall));
      return settled({ kind: 'agent-gone', agentCall: state.agentCall });
    }
    case 'transferring':
      if (state.bridge === 'vapi') return lookAfterTransfer(invocation, callSid, handoff.leg, state, agent);
      if (agent !== 'live') return settled({ kind: 'bridge-lost', agentCall: state.agentCall });
      return lookIntoConference(state.agentCall);
    case 'bridged': {
      const { agentCall, next } = state;
      if (next) await lookAfterNext(invocation, callSid, handoff.n, next);
      if (state.bridge === 'vapi') {
        return settled(caller === 'gone' ? { kind: 'caller-left' } : { kind: 'looked-after', agentCall });
      }
      return settled({ kind: agent === 'live' ? 'looked-after' : 'bridge-lost', agentCall });
    }
  }

  /** Both legs live: whether they have each other is not guessed. */
  async function lookIntoConference(agentCall: string): Promise<void> {
    const { n } = handoff;
    const name = conferenceName({ callSid, n });
    const inside = await insistently(invocation, () => calls.members(name));
    if (inside.kind !== 'ok') return;
    const [isCallerIn, isAgentIn] = [callSid, agentCall].map((sid) =>
      inside.value.some((member) => member.callSid === sid),
    );
    if (isCallerIn && isAgentIn) return settled({ kind: 'joined', n, redirectedAtMs: undefined });
    if (isCallerIn) return settled({ kind: 'caller-alone', n });
    return settled({ kind: 'redirect-refused', agentCall, isCallOver: false, isAgentWaiting: true });
  }

  async function settled(event: HandoffEvent): Promise<void> {
    await carryOut(invocation, callSid, await happen(invocation, callSid, event));
  }
}

type Life = 'live' | 'over' | 'gone' | 'unknown';

async function lifeOf(invocation: Invocation, callSid: string): Promise<Life> {
  const calls: Calls = invocation.ports.calls;
  const answer = await insistently(invocation, () => calls.fetch(callSid));
  if (answer.kind === 'gone') return 'gone';
  if (answer.kind !== 'ok') return 'unknown';
  return ['queued', 'ringing', 'in-progress'].includes(answer.value.status) ? 'live' : 'over';
}

/** For a call that our account does not have, the AI leg tells. */
async function isLegOver(invocation: Invocation, callSid: string, { leg, state }: Handoff): Promise<boolean> {
  if (leg === '' || state.name === 'bridged') return false;
  const view = await insistently(invocation, () => invocation.ports.ai.fetchLeg(leg));
  if (view.kind !== 'ok' || !view.value.isOver) return false;
  if (state.name === 'transferring' && state.bridge === 'conference') {
    // A conference was never possible for this call, and now it is over.
    await carryOut(invocation, callSid, await happen(invocation, callSid, { kind: 'caller-left' }));
  } else {
    await legOver(invocation, callSid, leg, view.value.endedReason ?? 'unknown');
  }
  return true;
}

/** Whoever opened the handoff was lost before the task was known: it is found, or made. */
async function remake(invocation: Invocation, callSid: string, { n }: Handoff): Promise<void> {
  if ((await adoptTask(invocation, callSid, n)) !== 'none') return;
  const { clock, settings } = invocation.ports;
  const gate = await change(invocation, callSid, (now) =>
    now?.state.name === 'requested' && !isLeased(now, clock.nowMs())
      ? takenOver(now, momentOf(invocation))
      : now,
  );
  if (gate.kind !== 'stored' || gate.handoff.state.name !== 'requested' || !isMine(invocation, gate.handoff))
    return;
  const known = await contextBeside(invocation, callSid, gate.handoff);
  const { vocabulary } = settings;
  const { via, origin, leg, waits, language, department } = gate.handoff;
  const escalation = {
    callSid,
    request: { via, origin, leg, waits, after: undefined, language, department },
    priority: vocabulary.priorities[vocabulary.defaultPriority] ?? 0,
    context: {
      leg,
      atMs: clock.nowMs(),
      reason: known?.reason,
      summary: known?.summary,
      slots: known?.slots,
    },
  };
  await makeTask(invocation, escalation, gate, Promise.resolve(false));
}

/** Somebody to whom the call is passed on has had the time for it: he is in the conference, or he is not coming. */
async function lookAfterNext(
  invocation: Invocation,
  callSid: string,
  n: number,
  { name, agentCall }: NonNullable<Bridged['next']>,
): Promise<void> {
  const { calls } = invocation.ports;
  const inside = await insistently(invocation, () => calls.members(conferenceName({ callSid, n })));
  if (inside.kind !== 'ok') return;
  const isIn = name === 'joining' && inside.value.some((member) => member.callSid === agentCall);
  if (!isIn) await insistently(invocation, () => calls.end(agentCall));
  const event = isIn
    ? ({ kind: 'member-joined', agentCall } as const)
    : ({ kind: 'agent-gone', agentCall } as const);
  await carryOut(invocation, callSid, await happen(invocation, callSid, event));
}

async function lookAfterTransfer(
  invocation: Invocation,
  callSid: string,
  aiLeg: string,
  { agentCall, sent }: Extract<AgentState, { name: 'transferring' }>,
  agent: Life | undefined,
): Promise<void> {
  if (sent) {
    const view = await insistently(invocation, () => invocation.ports.ai.fetchLeg(aiLeg));
    if (view.kind === 'indeterminate' || view.kind === 'throttled') return;
    if (view.kind === 'ok' && view.value.isOver) {
      await legOver(invocation, callSid, aiLeg, view.value.endedReason ?? 'unknown');
      return;
    }
    const refused = { kind: 'redirect-refused', agentCall, isCallOver: false } as const;
    await carryOut(invocation, callSid, await happen(invocation, callSid, refused));
    return;
  }
  if (agent === 'live') await insistently(invocation, () => invocation.ports.calls.end(agentCall));
  const gone = await happen(invocation, callSid, { kind: 'agent-gone', agentCall });
  if (gone.kind === 'stored' && isMine(invocation, gone.handoff)) {
    await transferByVapi(invocation, callSid, gone.handoff);
  }
}
