import type { Turn } from './context';

/** One webhook of the voice AI, as far as it is understood. Source: https://docs.vapi.ai/server-url/events */
export interface AiEvent {
  readonly call: AiCall;
  readonly atMs: number;
  readonly what: AiHappening;
}

/** Which AI leg spoke, and for which phone call. */
export interface AiCall {
  /** The Vapi call id. */
  readonly leg: string;
  /** When Vapi created it, milliseconds since the epoch; undefined where the event does not say. */
  readonly startedAtMs: number | undefined;
  /** The caller's CallSid where the event holds one. */
  readonly callSid: string | undefined;
  /** The AI leg was made by our inbound route, which put the CallSid into it. */
  readonly isOurs: boolean;
  readonly controlUrl: string | undefined;
  /** The caller's number. */
  readonly caller: string | undefined;
  readonly language: string | undefined;
  /** Oldest first; undefined where the event holds no conversation. */
  readonly turns: readonly Turn[] | undefined;
}

export type AiHappening =
  | { readonly kind: 'escalate'; readonly request: EscalationRequest }
  /** The final transcript of one utterance. */
  | { readonly kind: 'heard'; readonly by: 'caller' | 'ai'; readonly text: string }
  | { readonly kind: 'speech'; readonly by: 'caller' | 'ai'; readonly status: 'started' | 'stopped' }
  | { readonly kind: 'conversation' }
  | { readonly kind: 'forwarding' }
  | { readonly kind: 'ended'; readonly endedReason: string }
  | { readonly kind: 'report'; readonly endedReason: string; readonly summary: string | undefined }
  /** Understood, and nothing to do; or not understood. `type` is Vapi's. */
  | { readonly kind: 'other'; readonly type: string };

/** The arguments of the tool call, unchecked: any of them may be missing or of another type. */
export interface EscalationRequest {
  readonly reason?: unknown;
  readonly department?: unknown;
  readonly language?: unknown;
  readonly priority?: unknown;
  readonly summary?: unknown;
  readonly slots?: unknown;
}
