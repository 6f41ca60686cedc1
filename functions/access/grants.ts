import { headersOf, textHeader } from '../adapters/headers';
import { sameText } from '../adapters/same-text';
import { readContextToken, type ContextGrant } from '../adapters/tokens';
import type { App } from '../app';

type Event = Readonly<Record<string, unknown>>;

/** The call that a context link opens; undefined for a link that is not ours or too old. */
export function grantOf(event: Event, { variables, host }: App): ContextGrant | undefined {
  return readContextToken(event.token, variables.TOKEN_SECRET, host.now());
}

/** Whether the request carries the sweep's bearer secret. */
export function maySweep(event: Event, { variables }: App): boolean {
  const headers = headersOf(event);
  const given = headers && textHeader(headers, 'authorization');
  const secret = variables.SWEEP_SECRET;
  return secret !== '' && given !== undefined && sameText(given, `Bearer ${secret}`);
}
