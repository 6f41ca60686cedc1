import type { Spoken, ToolMessage } from '../rest/tool-message-schema';

type Arguments = Readonly<Record<string, unknown>>;

/** The words of a message; of several languages the first, which Vapi would translate. */
export function wordsOf(spoken: Spoken | undefined): string | undefined {
  return typeof spoken === 'string' ? spoken : (spoken?.contents?.[0]?.text ?? spoken?.content);
}

/** The tool's first message of this type that has words and whose conditions all hold for the call's arguments. */
export function messageOf<Type extends ToolMessage['type']>(
  messages: readonly ToolMessage[] = [],
  type: Type,
  args: Arguments,
): Extract<ToolMessage, { type: Type }> | undefined {
  return messagesOf(messages, type, args)[0];
}

export function messagesOf<Type extends ToolMessage['type']>(
  messages: readonly ToolMessage[] = [],
  type: Type,
  args: Arguments,
): Extract<ToolMessage, { type: Type }>[] {
  return messages.filter(
    (one): one is Extract<ToolMessage, { type: Type }> =>
      one.type === type &&
      wordsOf(one) !== undefined &&
      (one.conditions ?? []).every((condition) => holds(condition, args[condition.param])),
  );
}

type Condition = NonNullable<ToolMessage['conditions']>[number];

/** Source: OpenAPI `Condition`. Numbers are compared as numbers. */
function holds({ operator, value }: Condition, given: unknown): boolean {
  switch (operator) {
    case 'eq':
      return String(given) === value;
    case 'neq':
      return String(given) !== value;
    case 'gt':
      return Number(given) > Number(value);
    case 'gte':
      return Number(given) >= Number(value);
    case 'lt':
      return Number(given) < Number(value);
    case 'lte':
      return Number(given) <= Number(value);
  }
}
