import type { Via } from '../domain/handoff/outcome';
import { isSearching } from '../domain/handoff/change';
import type { Ports } from '../ports';
import type { VoiceAnswer } from '../ports/voice-answer';
import { backToAi } from './back-to-ai';
import { contextBeside } from './context';
import { escalate } from './escalate';
import { blind, dropped, waiting } from './hold-answer';
import { begin, type Invocation } from './invocation';
import { happen, readHandoff } from './record';
import { carryOut } from './todo';

/** One turn of the loop in which a caller waits outside the AI. */
export interface HoldTurn {
  readonly callSid: string;
  readonly caller: string | undefined;
  /** Counts the turns, from 0. */
  readonly turn: number;
  /** What led here and may want a handoff of its own; undefined for one that exists. */
  readonly via: Via | undefined;
  /** The handoff that the caller comes from, 0 for none. */
  readonly after: number;
  /** The AI leg that the caller comes from; '' for none. */
  readonly leg: string;
}

/** TaskRouter's own end of the search comes first, if it comes. */
const MARGIN_MS = 5_000;

export function hold(ports: Ports, request: HoldTurn): Promise<VoiceAnswer> {
  return holdTurn(begin(ports), request);
}

/** Every turn looks at the record: wait on, over, or past the deadline. */
export async function holdTurn(invocation: Invocation, request: HoldTurn): Promise<VoiceAnswer> {
  const { callSid, via, turn } = request;
  const { ports } = invocation;
  if (via !== undefined) {
    const opened = await openFor(invocation, request, via);
    if (opened) return waiting(ports, opened.handoff, turn, opened.line);
  }
  const known = await readHandoff(invocation, callSid);
  if (known === undefined) return blind(ports, request);
  if (known === 'absent') return backToAi(invocation, request, undefined);
  const { state, untilMs, n } = known.value;
  if (state.name === 'closed') return backToAi(invocation, request, known.value);
  if (state.name === 'bridged') {
    // Who asks here is not in the conference any more.
    const over = await happen(invocation, callSid, { kind: 'bridge-over', n, isAgentLive: false }, known);
    await carryOut(invocation, callSid, over);
    return dropped(known.value);
  }
  if (isSearching(known.value) && ports.clock.nowMs() > untilMs + MARGIN_MS) {
    const over = await happen(invocation, callSid, { kind: 'search-over' }, known);
    const settled = await carryOut(invocation, callSid, over);
    if (settled.kind === 'stored' && settled.handoff.state.name === 'closed') {
      return backToAi(invocation, request, settled.handoff);
    }
  }
  const [holds, line] = await Promise.all([
    happen(invocation, callSid, { kind: 'caller-holds' }, known),
    state.name === 'queued' ? ports.taskRouter.line(callSid) : undefined,
  ]);
  const handoff = holds.kind === 'stored' ? holds.handoff : known.value;
  return waiting(ports, handoff, turn, line?.kind === 'ok' ? line.value : undefined);
}

/** A handoff for a caller who has no AI any more. Undefined when none was opened. */
async function openFor(invocation: Invocation, { callSid, caller, after, leg }: HoldTurn, via: Via) {
  const { ports } = invocation;
  const { vocabulary } = ports.settings;
  const known = await contextBeside(invocation, callSid, undefined);
  const language = known?.language ?? vocabulary.defaultLanguage;
  const { reason, summary, slots } = known ?? {};
  const escalated = await escalate(invocation, {
    callSid,
    request: { via, origin: 'twilio', leg: '', waits: 'hold', after, language, department: '' },
    priority: vocabulary.priorities[vocabulary.defaultPriority] ?? 0,
    context: { atMs: ports.clock.nowMs(), leg, caller, reason, summary, slots },
  });
  return escalated.kind === 'looking' ? escalated : undefined;
}
