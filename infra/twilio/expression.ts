import { z } from 'zod';
import { ExpressionSyntaxError, checkNames, parseExpression } from '../../routing/language';
import type { Use } from '../../routing/language';

/**
 * A TaskRouter expression, read as TaskRouter reads it: a mistake is found before anything is made.
 * Source: https://www.twilio.com/docs/taskrouter/expression-syntax
 */
export function expression(use: Use): z.ZodString {
  return z.string().superRefine((text, context) => {
    for (const message of mistakes(text, use)) context.addIssue({ code: 'custom', message });
  });
}

function mistakes(text: string, use: Use): string[] {
  try {
    return checkNames(parseExpression(text), use);
  } catch (error) {
    if (!(error instanceof ExpressionSyntaxError)) throw error;
    return [`a TaskRouter expression; it breaks off at character ${error.offset + 1}: ${error.message}`];
  }
}
