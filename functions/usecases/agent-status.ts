import type { AgentLeg } from '../domain/agent-leg';
import type { Ports } from '../ports';
import type { CallStatus } from '../ports/calls';
import { begin } from './invocation';
import { happen, isMine } from './record';
import { carryOut } from './todo';
import { transferByVapi } from './vapi-transfer';

export interface AgentStatus {
  readonly leg: AgentLeg;
  readonly agentCall: string;
  /** Twilio's word; `initiated` comes as `queued` or `initiated`. */
  readonly status: CallStatus | 'initiated';
}

/** The agent's leg changed its status. */
export async function agentStatus(ports: Ports, { leg, agentCall, status }: AgentStatus): Promise<void> {
  const invocation = begin(ports);
  const { callSid } = leg;
  switch (status) {
    case 'queued':
    case 'initiated':
    case 'ringing': {
      const rings = { kind: 'rings', ...leg, agentCall } as const;
      await carryOut(invocation, callSid, await happen(invocation, callSid, rings));
      return;
    }
    case 'in-progress':
      return;
    default: {
      // Refused is for a phone that never got as far as the record; what the record knows decides otherwise.
      const gone = await happen(invocation, callSid, { kind: 'agent-gone', agentCall });
      const isAbout =
        gone.kind === 'stored' &&
        'agentCall' in gone.handoff.state &&
        gone.handoff.state.agentCall === agentCall;
      if (isAbout && isMine(invocation, gone.handoff)) {
        await transferByVapi(invocation, callSid, gone.handoff);
        return;
      }
      if (gone.kind === 'stored' && !gone.isChanged && !isAbout) {
        const refused = { kind: 'refused', cause: 'unanswered', ...leg, agentCall } as const;
        await carryOut(invocation, callSid, await happen(invocation, callSid, refused));
        return;
      }
      await carryOut(invocation, callSid, gone);
    }
  }
}
