import type { AgentLeg } from '../domain/agent-leg';
import type { Ports } from '../ports';
import type { Member } from '../ports/calls';
import { conferenceName } from './bridge-legs';
import { begin, insistently, type Invocation } from './invocation';
import { happen, readHandoff } from './record';
import { carryOut } from './todo';

export interface ConferenceEvent {
  readonly leg: AgentLeg;
  /** `conference-start`: both are in it. Source: https://www.twilio.com/docs/voice/conference#conference-events */
  readonly type: string;
  /** When the caller was sent there, milliseconds since the epoch. */
  readonly redirectedAtMs: number | undefined;
  /** The leg of an agent to whom the call is passed on, for `participant-join`. */
  readonly joining: string | undefined;
  /** For `participant-leave`: one of the two left, or of the three, and the conference goes on. */
  readonly leaving: boolean;
}

export async function conferenceEvent(
  ports: Ports,
  { leg, type, redirectedAtMs, joining, leaving }: ConferenceEvent,
): Promise<void> {
  const { callSid, n } = leg;
  const invocation = begin(ports);
  if (type === 'conference-start') {
    const joined = { kind: 'joined', n, redirectedAtMs } as const;
    await carryOut(invocation, callSid, await happen(invocation, callSid, joined));
  }
  if (type === 'participant-leave' && leaving) return lookWhoIsLeft(invocation, leg);
  if (type !== 'participant-join' || joining === undefined) return;
  // A conference of the same name begins anew when the other two have left it.
  const inside = await insistently(invocation, () => ports.calls.members(conferenceName(leg)));
  if (inside.kind !== 'ok' || !inside.value.some((member) => member.callSid === callSid)) return;
  const joined = { kind: 'member-joined', agentCall: joining } as const;
  const changed = await happen(invocation, callSid, joined);
  const isTheirs =
    changed.kind === 'stored' &&
    changed.handoff.state.name === 'bridged' &&
    changed.handoff.state.agentCall === joining;
  await Promise.all([
    carryOut(invocation, callSid, changed),
    isTheirs && whisperTo(invocation, leg, joining, inside.value),
  ]);
}

/** The call has another agent: who listens or whispers does so over that one's shoulder. */
async function whisperTo(
  invocation: Invocation,
  leg: AgentLeg,
  agentCall: string,
  members: readonly Member[],
): Promise<void> {
  const { calls } = invocation.ports;
  const coaches = members.filter(({ supervisor }) => supervisor && supervisor.ear !== 'barge');
  await Promise.all(
    coaches.map(({ callSid, supervisor }) =>
      insistently(invocation, () =>
        calls.changeMember(conferenceName(leg), callSid, { ear: supervisor?.ear ?? 'listen', agentCall }),
      ),
    ),
  );
}

/** A caller whom nobody has is led to somebody else. Supervisors are nobody's company, and are let go when they alone are left. */
async function lookWhoIsLeft(invocation: Invocation, leg: AgentLeg): Promise<void> {
  const { calls } = invocation.ports;
  const { callSid } = leg;
  const inside = await insistently(invocation, () => calls.members(conferenceName(leg)));
  if (inside.kind !== 'ok') return;
  const supervisors = inside.value.filter(({ supervisor }) => supervisor !== undefined);
  const people = inside.value.filter(({ supervisor }) => supervisor === undefined);
  if (people.length === 0) {
    await Promise.all(supervisors.map((one) => insistently(invocation, () => calls.end(one.callSid))));
    return;
  }
  const isCallerAlone = people.length === 1 && people[0]?.callSid === callSid;
  const known = isCallerAlone ? await readHandoff(invocation, callSid) : undefined;
  if (known === undefined || known === 'absent' || known.value.state.name !== 'bridged') return;
  const lost = { kind: 'bridge-lost', agentCall: known.value.state.agentCall } as const;
  await carryOut(invocation, callSid, await happen(invocation, callSid, lost, known));
}
