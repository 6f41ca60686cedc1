import { STATUS_CODES } from 'node:http';
import type { Context } from 'hono';

/**
 * An error as Vapi's API gives it, in the shape of NestJS: `{message, error, statusCode}`; `message` is a list when
 * the body failed validation.
 */
export class NestError extends Error {
  constructor(
    readonly status: number,
    readonly detail: string | readonly string[],
    /** Replaces the whole body where Vapi does not use the common shape. */
    readonly body?: Record<string, unknown>,
  ) {
    super(typeof detail === 'string' ? detail : detail.join('; '));
  }
}

/** `onError` of the Vapi product. */
export function answerNestError(error: Error, c: Context): Response {
  if (!(error instanceof NestError)) throw error;
  const { status, detail } = error;
  return c.json(
    error.body ?? { message: detail, error: STATUS_CODES[status] ?? 'Error', statusCode: status },
    status as 400,
  );
}
