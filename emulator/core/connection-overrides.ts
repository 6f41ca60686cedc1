/** How a webhook is retried and how long it may take. Milliseconds. */
export interface ConnectionRules {
  /** Further attempts after the first. */
  readonly retries: number;
  /** Which failures are tried again: no connection, read time-out, 4xx, 5xx. */
  readonly on: ReadonlySet<string>;
  /** Until there is a connection, with its TLS. */
  readonly connectTimeoutMs: number;
  /** One attempt, from sending to the answer. */
  readonly readTimeoutMs: number;
  /** All attempts together. */
  readonly totalMs: number;
}

const ATTEMPTS = { least: 0, most: 5 };
const CONNECT = { least: 100, most: 10_000 };
const CONNECT_MS = 5000;
const TIMEOUT = { least: 100, most: 15_000 };
const POLICIES = ['ct', 'rt', '4xx', '5xx'];

/**
 * What a URL's fragment says (`#rc=2&rp=rt,5xx&rt=3000&tt=9000`), within `timeoutMs`; the defaults where it says nothing
 * or something that is out of range.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export function connectionRules(url: string, timeoutMs: number): ConnectionRules {
  const said = new URLSearchParams(url.includes('#') ? url.slice(url.indexOf('#') + 1) : '');
  const number = (name: string, { least, most }: { least: number; most: number }): number | undefined => {
    const text = said.get(name) ?? '';
    const value = Number(text);
    return /^\d+$/.test(text) && value >= least && value <= most ? value : undefined;
  };
  const wanted = (said.get('rp') ?? 'ct').toLowerCase().split(',');
  const on = wanted.includes('all') ? POLICIES : wanted.filter((policy) => POLICIES.includes(policy));
  return {
    retries: number('rc', ATTEMPTS) ?? 1,
    on: new Set(on),
    connectTimeoutMs: number('ct', CONNECT) ?? CONNECT_MS,
    readTimeoutMs: Math.min(number('rt', TIMEOUT) ?? timeoutMs, timeoutMs),
    totalMs: Math.min(number('tt', TIMEOUT) ?? timeoutMs, timeoutMs),
  };
}

/** The policy that this failure falls under, undefined for an answer that is none. A connection that breaks off is under none. */
export function failureOf(answer: { readonly status: number; readonly error?: string }): string | undefined {
  if (answer.error === 'connection') return 'ct';
  if (answer.error === 'timeout') return 'rt';
  if (answer.status >= 500) return '5xx';
  return answer.status >= 400 ? '4xx' : undefined;
}
