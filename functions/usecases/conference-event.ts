import type { AgentLeg } from '../domain/agent-leg';
import type { Ports } from '../ports';
import { begin } from './invocation';
import { happen } from './record';
import { carryOut } from './todo';

export interface ConferenceEvent {
  readonly leg: AgentLeg;
  /** `conference-start`: both are in it. Source: https://www.twilio.com/docs/voice/conference#conference-events */
  readonly type: string;
  /** When the caller was sent there, milliseconds since the epoch. */
  readonly redirectedAtMs: number | undefined;
}

export async function conferenceEvent(
  ports: Ports,
  { leg, type, redirectedAtMs }: ConferenceEvent,
): Promise<void> {
  if (type !== 'conference-start') return;
  const invocation = begin(ports);
  const joined = { kind: 'joined', n: leg.n, redirectedAtMs } as const;
  await carryOut(invocation, leg.callSid, await happen(invocation, leg.callSid, joined));
}
