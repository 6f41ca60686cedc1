import type { AgentLeg } from '../domain/agent-leg';
import { decodeSnapshot } from '../domain/handoff/codec';
import type { Handoff } from '../domain/handoff/record';
import { CALL_NOT_IN_PROGRESS } from '../ports/calls';
import type { AgentTextKey } from '../ports/texts';
import type { VoiceAnswer } from '../ports/voice-answer';
import { controlUrlOf } from './ai-leg';
import { agentHalf, callerHalf } from './bridge-legs';
import { begin, insistently, patiently, type Invocation } from './invocation';
import { happen, isMine } from './record';
import { carryOut } from './todo';
import { pressAgain, whisperLanguage } from './whisper-answer';
import type { Ports } from '../ports';

export interface AcceptRequest {
  readonly leg: AgentLeg;
  /** The agent's own CallSid. */
  readonly agentCall: string;
  /** What was pressed; '' for nothing. */
  readonly digits: string;
  /** The record as the whisper stored it, or undefined. */
  readonly snapshot: string | undefined;
}

/** The agent has pressed a key, or none. */
export async function accept(ports: Ports, request: AcceptRequest): Promise<VoiceAnswer> {
  const invocation = begin(ports);
  const { leg, agentCall, digits, snapshot } = request;
  if (digits === '1') return take(invocation, request);
  if (digits !== '2' && digits !== '') return pressAgain(whisperLanguage(ports, snapshot), request);
  const cause = digits === '2' ? 'declined' : 'unanswered';
  const changed = await happen(invocation, leg.callSid, { kind: 'refused', cause, ...leg, agentCall });
  await carryOut(invocation, leg.callSid, changed);
  const language = changed.kind === 'stored' ? changed.handoff.language : whisperLanguage(ports, snapshot);
  return bye(language, cause === 'declined' ? 'agent.declined' : 'agent.noAnswer');
}

/** The lease [1], then everything that brings the two together at the same time [2]. */
async function take(invocation: Invocation, request: AcceptRequest): Promise<VoiceAnswer> {
  const { leg, agentCall, snapshot } = request;
  const { ports } = invocation;
  const known = snapshot === undefined ? undefined : decodeSnapshot(snapshot);
  const bridge = ports.settings.bridge === 'conference' ? 'conference' : 'vapi';
  const event = { kind: 'accepted', ...leg, agentCall, bridge } as const;
  const control = known && known.value.leg !== '' ? controlUrlOf(invocation, known.value.leg) : undefined;
  const changed = await happen(invocation, leg.callSid, event, known);
  if (changed.kind !== 'stored') {
    // The store does not say: the same key may be pressed again.
    return changed.kind === 'none'
      ? bye(whisperLanguage(ports, snapshot), 'agent.taken')
      : pressAgain(whisperLanguage(ports, snapshot), request);
  }
  const { handoff } = changed;
  const { state, language } = handoff;
  if (state.name === 'bridged' && state.next?.agentCall === agentCall && state.next.name === 'joining') {
    if (isMine(invocation, handoff)) await takeReservation(invocation, leg);
    return agentHalf(leg, leg.reservation);
  }
  const isAgents = 'agentCall' in state && state.agentCall === agentCall;
  if (!isAgents || (state.name !== 'transferring' && state.name !== 'bridged')) {
    const isGone = state.name === 'closed' && state.disposition === 'caller-left';
    return bye(language, isGone ? 'agent.callerGone' : 'agent.taken');
  }
  if (state.bridge === 'vapi') {
    if (isMine(invocation, handoff)) await takeReservation(invocation, leg);
    return bye(language, 'agent.callComes');
  }
  if (!isMine(invocation, handoff)) return agentHalf(leg);
  const [moved] = await Promise.all([
    moveCaller(invocation, leg, agentCall),
    takeReservation(invocation, leg),
    muteAi(invocation, handoff, control),
  ]);
  return moved === 'sure' || moved === 'unsure'
    ? agentHalf(leg)
    : giveUp(invocation, request, handoff, moved);
}

type Moved = 'sure' | 'unsure' | 'call-over' | 'not-ours' | 'refused';

/** Puts the caller into the conference, away from whatever he hears. */
export async function moveCaller(invocation: Invocation, leg: AgentLeg, agentCall: string): Promise<Moved> {
  const { calls, clock } = invocation.ports;
  const answer = await patiently(invocation, () =>
    calls.redirect(leg.callSid, callerHalf(leg, agentCall, clock.nowMs())),
  );
  if (answer.kind === 'ok') return 'sure';
  if (answer.kind === 'indeterminate') return 'unsure';
  if (answer.kind === 'throttled') return 'refused';
  if (answer.code === CALL_NOT_IN_PROGRESS) return 'call-over';
  return answer.status === 404 ? 'not-ours' : 'refused';
}

async function takeReservation(invocation: Invocation, leg: AgentLeg): Promise<void> {
  const { taskRouter, log } = invocation.ports;
  const answer = await patiently(invocation, () => taskRouter.acceptReservation(leg.task, leg.reservation));
  // The two are being connected all the same: whatever else becomes of the task is settled at the end.
  if (answer.kind !== 'ok')
    log.warn('reservation not accepted', { callSid: leg.callSid, answer: answer.kind });
}

async function muteAi(
  invocation: Invocation,
  { leg }: Handoff,
  control: ReturnType<typeof controlUrlOf> | undefined,
): Promise<void> {
  if (leg === '') return;
  const url = await (control ?? controlUrlOf(invocation, leg));
  if (url.kind === 'ok') await invocation.ports.ai.mute(url.value);
}

/** The caller could not be moved. */
async function giveUp(
  invocation: Invocation,
  { leg, agentCall }: AcceptRequest,
  { language, leg: aiLeg }: Handoff,
  moved: 'call-over' | 'not-ours' | 'refused',
): Promise<VoiceAnswer> {
  if (moved === 'not-ours' && aiLeg !== '') {
    // The AI speaks with the caller until Vapi's own transfer begins.
    const url = await controlUrlOf(invocation, aiLeg);
    if (url.kind === 'ok') await insistently(invocation, () => invocation.ports.ai.unmute(url.value));
    const changed = await happen(invocation, leg.callSid, { kind: 'bridge-changed', agentCall });
    if (changed.kind === 'stored' && changed.handoff.state.name === 'transferring') {
      return bye(language, 'agent.callComes');
    }
  }
  const isCallOver = moved !== 'refused';
  const event = { kind: 'redirect-refused', agentCall, isCallOver } as const;
  await carryOut(invocation, leg.callSid, await happen(invocation, leg.callSid, event));
  return bye(language, isCallOver ? 'agent.callerGone' : 'agent.failed');
}

export function bye(language: string, key: AgentTextKey): VoiceAnswer {
  return [{ verb: 'say', text: { key, language } }, { verb: 'hangup' }];
}
