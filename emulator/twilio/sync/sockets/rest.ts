import type { Hono } from 'hono';
import type { SyncState } from '../state';
import { CDS } from './events';
import type { HttpAnswer } from './requests';
import type { Visitor } from './visitor';

export type Ask = (
  method: string,
  path: string,
  form?: URLSearchParams,
  ifMatch?: string,
) => Promise<HttpAnswer>;

/** Asks Sync's REST API on behalf of a visitor; `path` is below his service. URLs in answers lead back to the socket's API. */
export function asker(
  state: SyncState,
  rest: Hono,
  { service, actor }: Pick<Visitor, 'service' | 'actor'>,
): Ask {
  const { account } = state.ctx;
  const authorization = `Basic ${Buffer.from(`${account.sid}:${account.authToken}`).toString('base64')}`;
  const base = `https://sync.twilio.com/v1/Services/${service.sid}`;
  const moved = (url: string): string => url.replace(base, CDS);

  return async (method, path, form, ifMatch) => {
    const answer = await rest.fetch(
      new Request(base + path, {
        method,
        headers: { authorization, ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) },
        ...(form ? { body: form } : {}),
      }),
      { actor },
    );
    if (answer.status === 204) return { status: 200, body: {} };
    const body = (await answer.json()) as { url?: string; links?: Record<string, string> };
    if (!answer.ok) return { status: answer.status, body };
    const links = Object.entries(body.links ?? {}).map(([name, url]) => [name, moved(url)]);
    return {
      status: answer.status,
      body: { ...body, url: moved(body.url ?? ''), links: Object.fromEntries(links) as object },
    };
  };
}
