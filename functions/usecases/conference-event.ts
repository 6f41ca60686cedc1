import type { AgentLeg } from '../domain/agent-leg';
import type { Ports } from '../ports';
import { conferenceName } from './bridge-legs';
import { begin, insistently } from './invocation';
import { happen } from './record';
import { carryOut } from './todo';

export interface ConferenceEvent {
  readonly leg: AgentLeg;
  /** `conference-start`: both are in it. Source: https://www.twilio.com/docs/voice/conference#conference-events */
  readonly type: string;
  /** When the caller was sent there, milliseconds since the epoch. */
  readonly redirectedAtMs: number | undefined;
  /** The leg of an agent to whom the call is passed on, for `participant-join`. */
  readonly joining: string | undefined;
}

export async function conferenceEvent(
  ports: Ports,
  { leg, type, redirectedAtMs, joining }: ConferenceEvent,
): Promise<void> {
  const { callSid, n } = leg;
  const invocation = begin(ports);
  if (type === 'conference-start') {
    const joined = { kind: 'joined', n, redirectedAtMs } as const;
    await carryOut(invocation, callSid, await happen(invocation, callSid, joined));
  }
  if (type !== 'participant-join' || joining === undefined) return;
  // A conference of the same name begins anew when the other two have left it.
  const inside = await insistently(invocation, () => ports.calls.members(conferenceName(leg)));
  if (inside.kind !== 'ok' || !inside.value.some((member) => member.callSid === callSid)) return;
  const joined = { kind: 'member-joined', agentCall: joining } as const;
  await carryOut(invocation, callSid, await happen(invocation, callSid, joined));
}
