import { listOf, objectOf, textOf } from './loose';

export interface ToolCall {
  /** `''` where Vapi sent none (a legacy function call has none). */
  readonly id: string;
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

const MOST_CALLS = 20;

/**
 * The tool calls of a message. Vapi sends them in five shapes: as `toolCallList`, `toolCalls` or inside
 * `toolWithToolCallList`; the name on the call or on its `function`; arguments as `arguments` or `parameters` on either,
 * as an object or as JSON text. The legacy `function-call` is a sixth.
 * Source: https://docs.vapi.ai/tools/custom-tools
 */
export function toolCallsOf(type: string, message: Record<string, unknown>): ToolCall[] {
  if (type === 'function-call') return [toolCall(message.functionCall)];
  if (type !== 'tool-calls') return [];
  const lists = [
    listOf(message.toolCallList),
    listOf(message.toolCalls),
    listOf(message.toolWithToolCallList).map((entry) => objectOf(entry).toolCall),
  ];
  return (lists.find(({ length }) => length > 0) ?? []).slice(0, MOST_CALLS).map(toolCall);
}

function toolCall(value: unknown): ToolCall {
  const call = objectOf(value);
  const fn = objectOf(call.function);
  const given = [fn.arguments, call.arguments, fn.parameters, call.parameters].find(
    (one) => one !== undefined,
  );
  return {
    id: textOf(call.id, 200) ?? '',
    name: textOf(fn.name, 100) ?? textOf(call.name, 100) ?? '',
    arguments: objectOf(typeof given === 'string' ? parsed(given) : given),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
