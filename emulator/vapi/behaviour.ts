import type { Server } from './rest/server-schema';

/** The five shapes of `tool-calls` seen in the field; `webhooks/tool-call-shapes.ts` shows each. */
export type ToolCallShape = 'A' | 'B' | 'C' | 'D' | 'E';

/**
 * What Vapi leaves open or does differently from call to call. Scenarios change it while calls run; what has no
 * source is marked as an assumption.
 */
export interface VapiBehaviour {
  /** The organisation's own server, the last in the order of precedence. */
  orgServer?: Server;
  /** From the end of the caller's words to the final transcript. */
  transcriptionMs: number;
  /** From the transcript to the model's first word or tool call. */
  thinkingMs: number;
  /** From the opened stream to the first message. */
  greetingMs: number;
  toolCallShape: ToolCallShape;
  /** The legacy `function-call`: not at all, alone instead of `tool-calls`, or `legacyDelayMs` after it. */
  legacyFunctionCall: 'none' | 'alone' | 'beside';
  legacyDelayMs: number;
  /** `message.timestamp`: milliseconds (the OpenAPI) or ISO 8601 (captures of 2024). */
  timestamps: 'ms' | 'iso';
  /** The signed timestamp's unit is undocumented: milliseconds are an assumption. */
  signatureTimestamps: 'ms' | 'seconds' | 'iso';
  /** Whether the final transcript's `type` carries the filter, as the documentation of events has it. */
  finalTranscriptType: 'transcript' | 'transcript[transcriptType="final"]';
  /** Whether Vapi learns the CallSid of a call by provider bypass; assumed not. */
  knowsCallSidOfBypass: boolean;
  /** Documented as not running when the provider is bypassed. */
  transfersBypassedCalls: boolean;
  /** False leaves `monitor` out of webhooks, as captures of 2024 do. */
  sendsMonitor: boolean;
  /** `premature-then-final`: a report without analysis at once, the real one `delayMs` after the end. */
  reports: { mode: 'final' | 'premature-then-final' | 'none'; delayMs: number };
  /** What the analysis of each call comes to, in place of what is made of the caller's words. */
  analysis: {
    readonly summary?: string;
    readonly successEvaluation?: string;
    readonly structuredData?: Readonly<Record<string, unknown>>;
  };
  /** Undocumented reasons, all assumptions. */
  endedReasons: { redirected: string; callerHungUp: string; died: string; endedByControl: string };
  /** What the control URL answers after the end; undocumented. */
  controlAfterEnd: { status: number; message: string };
  /** A bypassed call that no stream reached is given up after this long; the time is an assumption. */
  noStreamMs: number;
}

export function defaultBehaviour(): VapiBehaviour {
  return {
    transcriptionMs: 200,
    thinkingMs: 700,
    greetingMs: 300,
    toolCallShape: 'A',
    legacyFunctionCall: 'none',
    legacyDelayMs: 150,
    timestamps: 'ms',
    signatureTimestamps: 'ms',
    finalTranscriptType: 'transcript',
    knowsCallSidOfBypass: false,
    transfersBypassedCalls: false,
    sendsMonitor: true,
    reports: { mode: 'final', delayMs: 2000 },
    analysis: {},
    endedReasons: {
      redirected: 'phone-call-provider-closed-websocket',
      callerHungUp: 'customer-ended-call',
      died: 'pipeline-error-openai-voice-failed',
      endedByControl: 'manually-canceled',
    },
    controlAfterEnd: { status: 409, message: 'Call has already ended' },
    noStreamMs: 60_000,
  };
}
