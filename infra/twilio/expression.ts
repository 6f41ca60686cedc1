import { z } from 'zod';
import { ExpressionSyntaxError, checkNames, parseExpression, parseOrderBy } from '../../routing/language';
import type { Use } from '../../routing/language';

/**
 * A TaskRouter expression, read as TaskRouter reads it: a mistake is found before anything is made.
 * Source: https://www.twilio.com/docs/taskrouter/expression-syntax
 */
export function expression(use: Use): z.ZodString {
  return parsed('a TaskRouter expression', (text) => checkNames(parseExpression(text), use));
}

/** Which worker comes first. Source: https://www.twilio.com/docs/taskrouter/workflow-configuration/order-workers */
export const orderBy = parsed('worker attributes to order by', (text) => {
  parseOrderBy(text);
  return [];
});

/** `mistakes` throws where the text is malformed, and answers what else is wrong with it. */
function parsed(what: string, mistakes: (text: string) => readonly string[]): z.ZodString {
  return z.string().superRefine((text, context) => {
    for (const message of told(what, () => mistakes(text))) context.addIssue({ code: 'custom', message });
  });
}

function told(what: string, mistakes: () => readonly string[]): readonly string[] {
  try {
    return mistakes();
  } catch (error) {
    if (!(error instanceof ExpressionSyntaxError)) throw error;
    return [`${what}; it breaks off at character ${error.offset + 1}: ${error.message}`];
  }
}
