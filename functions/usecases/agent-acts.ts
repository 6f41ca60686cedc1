import type { AgentLeg } from '../domain/agent-leg';
import { isTalking } from '../domain/handoff/bridge';
import type { Handoff } from '../domain/handoff/record';
import type { Ports } from '../ports';
import { bye } from './accept';
import { conferenceName } from './bridge-legs';
import { storeContext } from './context';
import { letGo } from './effects-on-legs';
import { heldRef } from './held';
import { begin, insistently, type Invocation } from './invocation';
import { legOf, ownReservation, type Own } from './own-reservation';
import { happen } from './record';
import { carryOut } from './todo';

/** What an agent who has the call does with it on the page. `not-now`: the two are not (or no longer) together. */
export type Acted = 'done' | 'not-now' | 'unknown';

/** `by`: the agent's worker SID and the reservation that the page names. */
export interface By {
  readonly worker: string;
  readonly reservation: string;
}

/** The caller hears music and words until brought back, for five minutes at most; the agent stays in the conference. */
export function holdCaller(ports: Ports, by: By, isOn: boolean): Promise<Acted> {
  return whileTalking(ports, by, async (invocation, { note, handoff }) => {
    const { callSid, n } = note;
    const leg: AgentLeg = { callSid, n, task: note.task, ...by };
    const hold = isOn && heldRef({ leg, language: handoff.language, turn: 0 });
    const answer = await insistently(invocation, () =>
      ports.calls.changeMember(conferenceName(leg), callSid, { hold }),
    );
    if (answer.kind === 'ok') return 'done';
    return answer.kind === 'refused' ? 'not-now' : 'unknown';
  });
}

/** The caller gets a new AI leg that knows what was said, and the note. */
export function giveBack(ports: Ports, by: By, note: string): Promise<Acted> {
  return whileTalking(ports, by, async (invocation, own) => {
    if (!(await keepNote(invocation, own, note))) return 'unknown';
    return ends(invocation, own, 'given-back');
  });
}

/** Both legs end. */
export function hangUp(ports: Ports, by: By): Promise<Acted> {
  return whileTalking(ports, by, (invocation, own) => ends(invocation, own, 'hung-up'));
}

/** For whoever gets the call next. */
export function leaveNote(ports: Ports, by: By, note: string): Promise<Acted> {
  return whileTalking(ports, by, async (invocation, own) =>
    (await keepNote(invocation, own, note)) ? 'done' : 'unknown',
  );
}

/** Who has passed the call on leaves the other two alone. */
export async function leaveCall(ports: Ports, { worker, reservation }: By): Promise<Acted> {
  const invocation = begin(ports);
  const own = await ownReservation(invocation, worker, reservation);
  if (own === 'unknown') return own;
  if (typeof own === 'string') return 'not-now';
  const { note, handoff } = own;
  const { state, language } = handoff;
  const { callSid, n } = note;
  if (state.name !== 'bridged' || state.was?.reservation !== reservation) return 'not-now';
  const { agentCall } = state.was;
  // If it was not, leaving would end the call for the other two.
  if ((await letGo(invocation, callSid, { do: 'let-go', n, call: agentCall })) === 'later') return 'unknown';
  const left = await insistently(invocation, () =>
    ports.calls.redirect(agentCall, bye(language, 'agent.goodbye')),
  );
  return left.kind === 'ok' || left.kind === 'refused' ? 'done' : 'unknown';
}

async function whileTalking(
  ports: Ports,
  { worker, reservation }: By,
  act: (invocation: Invocation, own: Own) => Promise<Acted>,
): Promise<Acted> {
  const invocation = begin(ports);
  const own = await ownReservation(invocation, worker, reservation);
  if (own === 'unknown') return own;
  if (typeof own === 'string' || !has(own.handoff, reservation)) return 'not-now';
  return isTalking(own.handoff, ports.clock.nowMs()) ? act(invocation, own) : 'not-now';
}

function has(handoff: Handoff, reservation: string): boolean {
  const { state } = handoff;
  return 'agentCall' in state && legOf(handoff, reservation) === state.agentCall;
}

async function keepNote(
  invocation: Invocation,
  { note: { callSid }, handoff }: Own,
  note: string,
): Promise<boolean> {
  if (note === '') return true;
  const { clock } = invocation.ports;
  const update = { atMs: clock.nowMs(), leg: handoff.leg, note };
  return (await storeContext(invocation, callSid, update)) !== undefined;
}

async function ends(
  invocation: Invocation,
  { note: { callSid }, handoff }: Own,
  how: 'given-back' | 'hung-up',
): Promise<Acted> {
  const { state } = handoff;
  if (!('reservation' in state)) return 'not-now';
  const event = { kind: 'agent-ends', reservation: state.reservation, how } as const;
  const changed = await happen(invocation, callSid, event);
  if (changed.kind === 'unknown') return 'unknown';
  if (changed.kind === 'none' || !changed.isChanged) return 'not-now';
  await carryOut(invocation, callSid, changed);
  return 'done';
}
