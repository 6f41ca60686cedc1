import type { ToolCallShape } from '../behaviour';
import type { FunctionTool } from '../rest/tool-schema';

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** The model's arguments with the tool's static parameters merged over them. */
  readonly arguments: Readonly<Record<string, unknown>>;
}

/**
 * The tool fields of a `tool-calls` message, in one of the shapes that are seen:
 * A: captures of 2024, arguments as an object, `toolCalls` beside `toolCallList`; B: the OpenAPI, arguments as a JSON
 * string; C: https://docs.vapi.ai/tools/custom-tools, flat with `arguments` and `function.parameters`;
 * D: https://docs.vapi.ai/server-url/events, flat with `parameters`; E: https://docs.vapi.ai/calls/call-dynamic-transfers
 * reads it so, `toolWithToolCallList` alone.
 */
export function toolCallFields(
  shape: ToolCallShape,
  tool: FunctionTool,
  call: ToolCall,
): Record<string, unknown> {
  const { id, name, arguments: args } = call;
  const nested = (values: unknown) => ({ id, type: 'function', function: { name, arguments: values } });
  const withTool = (toolCall: unknown) => [
    { ...tool, messages: tool.messages ?? [], async: tool.async ?? false, toolCall },
  ];
  const parametric = { id, type: 'function', function: { name, parameters: args } };
  switch (shape) {
    case 'A': {
      const list = [nested(args)];
      return { toolCalls: list, toolCallList: list, toolWithToolCallList: withTool(nested(args)) };
    }
    case 'B': {
      const list = [nested(JSON.stringify(args))];
      return { toolCallList: list, toolWithToolCallList: withTool(list[0]) };
    }
    case 'C':
      return { toolCallList: [{ id, name, arguments: args }], toolWithToolCallList: withTool(parametric) };
    case 'D':
      return {
        toolCallList: [{ id, name, parameters: args }],
        toolWithToolCallList: [{ name, toolCall: { id, parameters: args } }],
      };
    case 'E':
      return { toolWithToolCallList: withTool(nested(args)) };
  }
}

/** The legacy message: parameters as JSON text, no id. */
export function functionCallFields(call: ToolCall): Record<string, unknown> {
  return { functionCall: { name: call.name, parameters: JSON.stringify(call.arguments) } };
}
