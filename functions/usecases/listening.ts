import type { AgentState, Handoff } from '../domain/handoff/record';
import type { Ear } from '../domain/supervision';
import type { Ports } from '../ports';
import type { Member } from '../ports/calls';
import type { VoiceAnswer } from '../ports/voice-answer';
import { conferenceName } from './bridge-legs';
import { begin, insistently, patiently, type Invocation } from './invocation';
import { readHandoff } from './record';

/** Whose ear is at which call. */
export interface Listener {
  readonly callSid: string;
  readonly label: string;
  readonly ear: Ear;
  /** What the supervisor's phone says. */
  readonly language: string;
}

export type Listening = 'calling' | 'changed' | 'over' | 'unknown';

const RING_SECONDS = 25;
const KEY_SECONDS = 6;

/**
 * Who is in the call already hears it otherwise from now on; else the supervisor's phone is called, and a key lets it in:
 * a voicemail that answers hears nothing. `over`: no human has the caller in a conference of ours.
 */
export async function listen(
  ports: Ports,
  listener: Listener,
  phones: { readonly to: string; readonly from: string },
): Promise<Listening> {
  const invocation = begin(ports);
  const { callSid, label, ear, language } = listener;
  const talk = await talkOf(invocation, callSid);
  if (typeof talk === 'string') return talk;
  const { handoff, agentCall, members } = talk;
  const own = members.find(({ supervisor }) => supervisor?.label === label);
  if (own) {
    const change = { ear, agentCall };
    const changed = await insistently(invocation, () =>
      ports.calls.changeMember(conferenceName({ callSid, n: handoff.n }), own.callSid, change),
    );
    return changed.kind === 'ok' ? 'changed' : changed.kind === 'refused' ? 'over' : 'unknown';
  }
  const query = { callSid, label, ear, language };
  const answer: VoiceAnswer = [
    {
      verb: 'gather',
      say: [{ key: 'supervisor.join', language }],
      timeoutSeconds: KEY_SECONDS,
      action: { route: 'supervisor/join', query },
    },
    { verb: 'hangup' },
  ];
  const dialled = await patiently(invocation, () =>
    ports.calls.dial({ ...phones, answer, timeoutSeconds: RING_SECONDS }),
  );
  return dialled.kind === 'ok' ? 'calling' : 'unknown';
}

/** The supervisor's own leg ends; the call goes on. */
export async function stopListening(ports: Ports, callSid: string, label: string): Promise<Listening> {
  const invocation = begin(ports);
  const talk = await talkOf(invocation, callSid);
  if (typeof talk === 'string') return talk;
  const own = talk.members.find(({ supervisor }) => supervisor?.label === label);
  if (!own) return 'over';
  const ended = await insistently(invocation, () => ports.calls.end(own.callSid));
  return ended.kind === 'ok' || ended.kind === 'refused' ? 'over' : 'unknown';
}

/** The supervisor has pressed a key: in, if the two still talk. */
export async function joinCall(ports: Ports, listener: Listener, digits: string): Promise<VoiceAnswer> {
  const { callSid, label, ear, language } = listener;
  const talk = digits === '1' ? await talkOf(begin(ports), callSid) : 'over';
  if (typeof talk === 'string') return callOver(language);
  return [
    {
      verb: 'listen-in',
      name: conferenceName({ callSid, n: talk.handoff.n }),
      ...{ label, ear, agentCall: talk.agentCall },
      waitUrl: { route: 'supervisor/alone', query: { language } },
    },
    { verb: 'hangup' },
  ];
}

/** Nobody is there any more: whoever waits alone in a conference is let go. */
export async function releaseSupervisor(ports: Ports, call: string, language: string): Promise<void> {
  await insistently(begin(ports), () => ports.calls.redirect(call, callOver(language)));
}

function callOver(language: string): VoiceAnswer {
  return [{ verb: 'say', text: { key: 'supervisor.over', language } }, { verb: 'hangup' }];
}

/** How this supervisor is in the call; undefined where he is not, or it is not known. */
export async function ownEar(ports: Ports, callSid: string, label: string): Promise<Ear | undefined> {
  const talk = await talkOf(begin(ports), callSid);
  if (typeof talk === 'string') return undefined;
  return talk.members.find(({ supervisor }) => supervisor?.label === label)?.supervisor?.ear;
}

interface Talk {
  readonly handoff: Handoff;
  readonly agentCall: string;
  readonly members: readonly Member[];
}

/** Caller and agent in a conference of ours, as the record and the conference itself say. */
async function talkOf(invocation: Invocation, callSid: string): Promise<Talk | 'over' | 'unknown'> {
  const known = await readHandoff(invocation, callSid);
  if (known === undefined) return 'unknown';
  if (known === 'absent' || !isInConference(known.value.state)) return 'over';
  const { n, state } = known.value;
  const inside = await insistently(invocation, () =>
    invocation.ports.calls.members(conferenceName({ callSid, n })),
  );
  if (inside.kind !== 'ok') return 'unknown';
  const isIn = (call: string): boolean => inside.value.some((member) => member.callSid === call);
  if (!isIn(callSid) || !isIn(state.agentCall)) return 'over';
  return { handoff: known.value, agentCall: state.agentCall, members: inside.value };
}

function isInConference(state: Handoff['state']): state is Extract<AgentState, { name: 'bridged' }> {
  return state.name === 'bridged' && state.bridge === 'conference';
}
