import type { Context } from 'hono';

/**
 * An error in the shape of Twilio's REST API: `{code, message, more_info, status}`.
 * Source: https://www.twilio.com/docs/usage/twilios-response (error responses).
 */
export class TwilioError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
  }

  static notFound(path: string): TwilioError {
    return new TwilioError(404, 20404, `The requested resource ${path} was not found`);
  }

  static badRequest(message: string, code = 20001): TwilioError {
    return new TwilioError(400, code, message);
  }
}

/** `onError` of every Twilio product. */
export function answerTwilioError(error: Error, c: Context): Response {
  if (!(error instanceof TwilioError)) throw error;
  return c.json(
    {
      code: error.code,
      message: error.message,
      more_info: `https://www.twilio.com/docs/errors/${error.code}`,
      status: error.status,
    },
    error.status as 400,
  );
}
