import type { Assistant, AssistantOverrides } from './rest/assistant-schema';
import type { Tool } from './rest/tool-schema';

/** An assistant as one call uses it: overrides applied, its tools looked up. */
export interface EffectiveAssistant {
  readonly settings: Assistant;
  readonly tools: readonly Tool[];
  readonly variableValues: Readonly<Record<string, unknown>>;
}

/** Who speaks before anybody was found. */
export const NOBODY: EffectiveAssistant = { settings: {}, tools: [], variableValues: {} };

/**
 * Each top-level override replaces the assistant's field whole, so that a `model` override must bring its own tools;
 * `tools:append` adds to them. Source: OpenAPI `AssistantOverrides`.
 */
export function effectiveAssistant(
  base: Assistant,
  overrides: AssistantOverrides | undefined,
  findTool: (id: string) => Tool | undefined,
): EffectiveAssistant {
  const { variableValues = {}, 'tools:append': appended = [], ...fields } = overrides ?? {};
  const settings: Assistant = { ...base, ...fields };
  const stored = (settings.model?.toolIds ?? []).flatMap((id) => findTool(id) ?? []);
  return { settings, tools: [...(settings.model?.tools ?? []), ...stored, ...appended], variableValues };
}

/** The tool that the model calls by this name: that of its function, else its kind. */
export function toolNamed(tools: readonly Tool[], name: string): Tool | undefined {
  return tools.find((tool) => nameOf(tool) === name);
}

function nameOf(tool: Tool): string | undefined {
  switch (tool.type) {
    case 'function':
      return tool.function?.name;
    case 'transferCall':
    case 'handoff':
      return tool.function?.name ?? tool.type;
    default:
      return tool.type;
  }
}

export function toolOfType<Type extends Tool['type']>(
  tools: readonly Tool[],
  type: Type,
): Extract<Tool, { type: Type }> | undefined {
  return tools.find((tool): tool is Extract<Tool, { type: Type }> => tool.type === type);
}

/** The function tool of this name. */
export function functionTool(tools: readonly Tool[], name: string) {
  for (const tool of tools) if (tool.type === 'function' && tool.function?.name === name) return tool;
  return undefined;
}
