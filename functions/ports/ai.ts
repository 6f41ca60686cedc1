import type { Answer } from './answer';
import type { Text } from './texts';

export interface NewLeg {
  readonly callSid: string;
  /** The caller's number, where known. */
  readonly caller: string | undefined;
  readonly language: string;
  /** For a caller who comes back: what the AI says first, and what it must know. */
  readonly back: { readonly firstMessage: Text; readonly notes: readonly Text[] } | undefined;
  /** Milliseconds that this request may take. */
  readonly deadlineMs: number;
}

export interface CreatedLeg {
  /** The Vapi call id. */
  readonly leg: string;
  /** Milliseconds since the epoch, by Vapi's clock. */
  readonly createdAtMs: number | undefined;
  readonly controlUrl: string | undefined;
  /** `<Response><Connect><Stream url="wss://…"/></Connect></Response>` */
  readonly twiml: string;
}

export interface LegView {
  readonly isOver: boolean;
  readonly endedReason: string | undefined;
  readonly controlUrl: string | undefined;
}

/**
 * Vapi. A control request that the control URL answers with anything but 2xx is `refused`: the AI leg has ended.
 * Source: https://docs.vapi.ai/calls/call-features
 */
export interface Ai {
  createLeg(request: NewLeg): Promise<Answer<CreatedLeg>>;
  fetchLeg(leg: string): Promise<Answer<LegView>>;
  mute(controlUrl: string): Promise<Answer<void>>;
  unmute(controlUrl: string): Promise<Answer<void>>;
  /** Replaces what the AI is saying (`interruptAssistantEnabled`). */
  say(controlUrl: string, text: Text): Promise<Answer<void>>;
  /** Puts a system message before the model without making it speak. */
  addNote(controlUrl: string, text: Text): Promise<Answer<void>>;
  /** Vapi's own blind transfer to a number or SIP address. */
  transfer(controlUrl: string, to: string): Promise<Answer<void>>;
  end(controlUrl: string): Promise<Answer<void>>;
}
