import type { WebhookAnswer } from '../../core/webhooks';
import { isObject, objectIn } from '../webhooks/json-answer';
import type { ToolCall } from '../webhooks/tool-call-shapes';

/** What the model gets to see of a server's answer. */
export interface ToolAnswer {
  readonly result: string;
  readonly isError: boolean;
  /** The server was not heard: another status than 200, no JSON, no result under this id, or one of several lines. */
  readonly isMissing: boolean;
  readonly message?: {
    readonly content?: string;
    readonly role?: 'assistant' | 'system';
    readonly endCallAfterSpokenEnabled?: boolean;
  };
}

const MISSING: ToolAnswer = { result: 'ok, no result returned', isError: false, isMissing: true };

/**
 * Reads `{results: [{toolCallId, result | error, message?}]}`, or the legacy `{result}`.
 * Source: https://docs.vapi.ai/tools/custom-tools-troubleshooting ("any other status code is ignored").
 */
export function readToolAnswer(answer: WebhookAnswer | undefined, call: ToolCall): ToolAnswer {
  if (answer?.error === 'timeout')
    return { result: 'Your server rejected the call: timeout', isError: true, isMissing: true };
  if (answer?.status !== 200) return MISSING;
  const body = objectIn(answer.body);
  const entry = Array.isArray(body?.results)
    ? body.results.filter(isObject).find(({ toolCallId }) => toolCallId === call.id)
    : body && 'result' in body
      ? body
      : undefined;
  if (!entry) return MISSING;
  const message = isObject(entry.message) ? (entry.message as ToolAnswer['message']) : undefined;
  if (typeof entry.error === 'string')
    return { result: entry.error, isError: true, isMissing: false, message };
  if (typeof entry.result !== 'string' || entry.result.includes('\n')) return MISSING;
  return { result: entry.result, isError: false, isMissing: false, message };
}
