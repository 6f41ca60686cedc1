import type { AiCall, AiEvent, AiHappening } from '../domain/ai-event';
import type { Turn } from '../domain/context';
import { fieldOf, listOf, millisecondsOf, objectOf, textOf } from './loose';
import { toolCallsOf, type ToolCall } from './vapi-tool-calls';

/** One webhook of Vapi, as far as it was understood. Source: https://docs.vapi.ai/server-url/events */
export interface VapiMessage {
  /** Vapi's own name of the type, for the log. */
  readonly type: string;
  /** Undefined where no Vapi call is named. */
  readonly event: AiEvent | undefined;
  /** What wants an answer. Empty for every type but `tool-calls` and `function-call`. */
  readonly toolCalls: readonly ToolCall[];
  /** `function-call`, answered in its own shape. */
  readonly isLegacy: boolean;
}

const ESCALATE = 'escalate';
const MOST_TURNS = 60;
const LONGEST_TEXT = 2_000;

/**
 * Reads any JSON value without throwing: what is missing or of another type counts as not said. The subscription to final
 * transcripts alone names its type `transcript[transcriptType="final"]`.
 */
export function parseVapiMessage(value: unknown, nowMs: number): VapiMessage {
  const message = objectOf(value);
  const type = (textOf(message.type, 60) ?? '').replace(/\[.*$/, '');
  const toolCalls = toolCallsOf(type, message);
  const call = callOf(message, toolCalls);
  const sentAtMs = millisecondsOf(message.timestamp) ?? nowMs;
  const event = call && {
    call,
    atMs: Math.min(sentAtMs, nowMs),
    what: happeningOf(type, message, toolCalls),
  };
  return { type, event, toolCalls, isLegacy: type === 'function-call' };
}

function happeningOf(
  type: string,
  message: Record<string, unknown>,
  toolCalls: readonly ToolCall[],
): AiHappening {
  const other: AiHappening = { kind: 'other', type };
  const by = message.role === 'user' ? 'caller' : 'ai';
  switch (type) {
    case 'tool-calls':
    case 'function-call': {
      const escalate = toolCalls.find(({ name }) => name === ESCALATE);
      return escalate ? { kind: 'escalate', request: escalate.arguments } : other;
    }
    case 'transcript': {
      const text = textOf(message.transcript, LONGEST_TEXT);
      const isFinal = message.transcriptType === undefined || message.transcriptType === 'final';
      return isFinal && text !== undefined ? { kind: 'heard', by, text } : other;
    }
    case 'speech-update': {
      const { status } = message;
      return status === 'started' || status === 'stopped' ? { kind: 'speech', by, status } : other;
    }
    case 'conversation-update':
      return { kind: 'conversation' };
    case 'status-update':
      if (message.status === 'forwarding') return { kind: 'forwarding' };
      if (message.status !== 'ended') return other;
      return { kind: 'ended', endedReason: textOf(message.endedReason, 200) ?? '' };
    case 'end-of-call-report':
      return {
        kind: 'report',
        endedReason: textOf(message.endedReason, 200) ?? '',
        summary:
          textOf(fieldOf(message.analysis, 'summary'), LONGEST_TEXT) ?? textOf(message.summary, LONGEST_TEXT),
      };
    default:
      return other;
  }
}

/** Which call the message is about. `message.call` is a snapshot of its beginning: never read its `status`. */
function callOf(message: Record<string, unknown>, toolCalls: readonly ToolCall[]): AiCall | undefined {
  const call = objectOf(message.call);
  const leg = textOf(call.id, 64);
  if (leg === undefined) return undefined;
  // Who starts a web call by the public key chooses its variables and words: there they prove nothing.
  const isWebCall = call.type === 'webCall';
  const overrides = isWebCall ? {} : objectOf(call.assistantOverrides);
  const ourCallSid =
    callSidOf(fieldOf(overrides.variableValues, 'callSid')) ??
    callSidOf(fieldOf(overrides.metadata, 'callSid'));
  const callSid =
    callSidOf(call.phoneCallProviderId) ??
    callSidOf(fieldOf(call.transport, 'callSid')) ??
    (isWebCall ? undefined : toolCalls.map((one) => callSidOf(one.arguments.call_sid)).find(Boolean)) ??
    ourCallSid;
  return {
    leg,
    startedAtMs: millisecondsOf(call.createdAt),
    callSid,
    isOurs: ourCallSid !== undefined && ourCallSid === callSid,
    controlUrl: textOf(fieldOf(call.monitor, 'controlUrl'), 600),
    caller: textOf(fieldOf(message.customer, 'number'), 64) ?? textOf(fieldOf(call.customer, 'number'), 64),
    language: textOf(message.language, 16)?.toLowerCase(),
    turns: turnsOf(message),
  };
}

/** A CallSid, or undefined for anything else: a placeholder that was not filled in, a SIP id, a made-up word. */
function callSidOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^CA[0-9a-f]{32}$/.test(value) ? value : undefined;
}

/** The conversation so far, oldest first. */
function turnsOf(message: Record<string, unknown>): Turn[] | undefined {
  const said = [fieldOf(message.artifact, 'messages'), message.messages].find(Array.isArray);
  const turns = listOf(said)
    .slice(-MOST_TURNS)
    .flatMap((one): Turn[] => {
      const { role, message: words, content } = objectOf(one);
      const text = textOf(words, LONGEST_TEXT) ?? textOf(content, LONGEST_TEXT);
      if (text === undefined) return [];
      if (role === 'user') return [{ by: 'caller', text }];
      return role === 'bot' || role === 'assistant' ? [{ by: 'ai', text }] : [];
    });
  return turns.length > 0 ? turns : undefined;
}
