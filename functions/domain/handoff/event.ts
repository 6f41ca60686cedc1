import type { ContextUpdate } from '../context';
import type { Policy } from './policy';
import type { Via } from './outcome';

/** When a decision is made and by whom: `owner` names the invocation that will do what is decided. */
export interface Moment {
  readonly nowMs: number;
  readonly owner: string;
  readonly policy: Policy;
}

/** The agent's leg as every URL of it says; `agentCall` is its own CallSid. */
export interface AgentCall {
  readonly n: number;
  readonly task: string;
  readonly reservation: string;
  readonly worker: string;
  readonly agentCall: string;
}

export type HandoffEvent =
  | Requested
  /** `stored`: of the request's context, by whoever made the task. */
  | {
      readonly kind: 'task-created';
      readonly n: number;
      readonly task: string;
      readonly stored?: ContextUpdate | undefined;
    }
  | { readonly kind: 'task-refused'; readonly n: number }
  /** The AI leg is gone or was left: the caller waits in the hold loop. */
  | { readonly kind: 'caller-holds' }
  /** The caller could not be moved away from the AI to wait. */
  | { readonly kind: 'caller-stays' }
  | (AgentCall & { readonly kind: 'rings' })
  | (AgentCall & { readonly kind: 'whispered' })
  | (AgentCall & { readonly kind: 'refused'; readonly cause: 'declined' | 'unanswered' })
  | (AgentCall & { readonly kind: 'accepted'; readonly bridge: 'conference' | 'vapi' })
  /** The bridge is Vapi's transfer after all: our account does not own the call. */
  | { readonly kind: 'bridge-changed'; readonly agentCall: string }
  /** TaskRouter ended the reservation. */
  | { readonly kind: 'reservation-over'; readonly reservation: string }
  /** The agent's leg ended. */
  | { readonly kind: 'agent-gone'; readonly agentCall: string }
  /** The agent is alone in the conference: whoever held the lease has answered already. */
  | { readonly kind: 'agent-alone'; readonly agentCall: string }
  | {
      readonly kind: 'redirect-refused';
      readonly agentCall: string;
      readonly isCallOver: boolean;
      /** The agent sits in the conference: he is told from outside. */
      readonly isAgentWaiting?: boolean;
    }
  /** The caller is alone in the conference for too long. */
  | { readonly kind: 'caller-alone'; readonly n: number }
  | { readonly kind: 'joined'; readonly n: number; readonly redirectedAtMs: number | undefined }
  /** Vapi passes the caller on. */
  | { readonly kind: 'forwarded'; readonly leg: string }
  /** The caller came out of the conference. */
  | { readonly kind: 'bridge-over'; readonly n: number; readonly isAgentLive: boolean }
  /** The agent's leg is over, and the caller's leg has not come out of the conference. */
  | { readonly kind: 'bridge-lost'; readonly agentCall: string }
  /** The agent gives the caller back to the AI, or ends the call, on the page. */
  | {
      readonly kind: 'agent-ends';
      readonly reservation: string;
      readonly how: 'given-back' | 'hung-up';
    }
  /** The agent to whom the call is passed on is in the conference, with the caller. */
  | { readonly kind: 'member-joined'; readonly agentCall: string }
  /** Looked after, and all is well. */
  | { readonly kind: 'looked-after'; readonly agentCall: string }
  | { readonly kind: 'task-over'; readonly task: string; readonly n: number | undefined }
  | { readonly kind: 'caller-left' }
  /** An AI leg of a call that is not ours ended, and the call with it or not. */
  | { readonly kind: 'leg-over'; readonly leg: string; readonly how: 'normal' | 'forwarded' | 'failed' }
  | { readonly kind: 'back-with-ai'; readonly leg: string; readonly n: number }
  /** Nobody took the call in time. */
  | { readonly kind: 'search-over' };

export interface Requested {
  readonly kind: 'requested';
  readonly via: Via;
  readonly origin: 'twilio' | 'vapi';
  /** The AI leg that asks; '' when there is none. */
  readonly leg: string;
  readonly waits: 'ai' | 'hold';
  /** Where the caller's own leg asks: the handoff that it comes from, 0 for none. */
  readonly after: number | undefined;
  readonly language: string;
  readonly department: string;
  /** What the request holds of the conversation: stored with the record, so that the gate never opens without it. */
  readonly context: ContextUpdate;
}
