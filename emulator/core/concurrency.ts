/** The hosts whose requests count against the account. */
const COUNTED = /^(api|taskrouter|sync|serverless|serverless-upload)\.twilio\.com$/;

/** One request that is being answered. */
export interface Visit {
  /** How many of the account were open when it came, itself among them, as `Twilio-Concurrent-Requests` says. */
  readonly count: number;
  readonly isRefused: boolean;
  leave(): void;
}

/**
 * How many requests to Twilio's REST APIs the account has open at once; what comes above the limit is refused.
 * Source: https://www.twilio.com/docs/api/errors/20429
 */
export class Concurrency {
  /** Null for any number. */
  limit: number | null = null;
  private open = 0;

  /** Counts a request that has arrived until it leaves; undefined where none are counted. One that takes no time meets no other. */
  enter(host: string, takesTime: boolean): Visit | undefined {
    if (!COUNTED.test(host)) return undefined;
    const count = this.open + 1;
    const isRefused = takesTime && this.limit !== null && count > this.limit;
    if (!takesTime || isRefused) return { count, isRefused, leave: () => undefined };
    this.open = count;
    return { count, isRefused, leave: () => void (this.open -= 1) };
  }
}

/** Twilio has done nothing of what it refuses so. */
export function tooManyRequests(): Response {
  return Response.json(
    {
      code: 20429,
      message: 'Too Many Requests',
      more_info: 'https://www.twilio.com/docs/errors/20429',
      status: 429,
    },
    { status: 429 },
  );
}
