import { renderLiquid, type TemplateScope } from '../liquid';
import type { RejectionCondition, RejectionPlan } from '../rest/rejection-plan';
import type { ConversationMessage } from './conversation';

/** What conditions are held against: what was said, and the same as the model gets it. */
interface Said {
  readonly messages: readonly ConversationMessage[];
  readonly openAiFormatted: readonly unknown[];
}

/** Whether the plan forbids a tool call now: when all of its conditions hold, and there are any. */
export function isRejected({ conditions = [] }: RejectionPlan, said: Said, scope: TemplateScope): boolean {
  return conditions.length > 0 && conditions.every((one) => holds(one, said, scope));
}

/** Source: OpenAPI `RegexCondition`, `LiquidCondition`, `GroupCondition`. */
function holds(condition: RejectionCondition, said: Said, scope: TemplateScope): boolean {
  switch (condition.type) {
    case 'regex': {
      const { regex, target = {}, negate = false } = condition;
      return patternOf(regex).test(textAt(said.messages, target)) !== negate;
    }
    case 'liquid': {
      const values = { ...scope.values, messages: said.openAiFormatted };
      return renderLiquid(condition.liquid, { ...scope, values }) === 'true';
    }
    case 'group':
      return condition.operator === 'AND'
        ? condition.conditions.every((one) => holds(one, said, scope))
        : condition.conditions.some((one) => holds(one, said, scope));
  }
}

/** JavaScript's patterns, with `(?i)` in front as the document's examples have it; what is none fits nothing. */
function patternOf(text: string): RegExp {
  const [, flag, pattern = ''] = /^(\(\?i\))?([\s\S]*)$/.exec(text) ?? [];
  try {
    return new RegExp(pattern, flag ? 'i' : '');
  } catch {
    return /(?!)/;
  }
}

type Target = NonNullable<Extract<RejectionCondition, { type: 'regex' }>['target']>;

/** The words of the message at this place, from the end where it is negative. */
function textAt(messages: readonly ConversationMessage[], { role, position = -1 }: Target): string {
  const wanted = role === 'assistant' ? 'bot' : role;
  const candidates = messages.filter((one) => (wanted ? one.role === wanted : one.message !== undefined));
  return candidates.at(position)?.message ?? '';
}
