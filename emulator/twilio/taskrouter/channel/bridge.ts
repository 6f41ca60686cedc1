import type { Context, Handler, Hono } from 'hono';
import { TwilioError } from '../../../core/twilio-error';
import type { World } from '../world';
import { desk } from './desk';
import { visitorOf } from './visitor';

interface Asked {
  readonly url: string;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly token: string;
}

const BASE = 'https://event-bridge.twilio.com';

/**
 * One request of the SDK is `{url, method, params, token}`: a path below `/v1` without the leading slash, GET or POST,
 * parameters by REST's names, which may be JSON values. The answer is `{payload}`, an error `{code, message, status}`.
 */
export function bridge(world: World, rest: Hono): Handler {
  const routes = desk(world, rest);
  return async (c) => {
    const { url, method, params, token } = await read(c);
    const visitor = visitorOf(world, token);
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(params))
      if (value !== undefined && value !== null)
        form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
    const ifMatch = c.req.header('if-match');
    return method === 'GET'
      ? routes.request(`${BASE}/${url}?${form}`, {}, { visitor })
      : routes.request(
          `${BASE}/${url}`,
          { method: 'POST', body: form, ...(ifMatch ? { headers: { 'if-match': ifMatch } } : {}) },
          { visitor },
        );
  };
}

async function read(c: Context): Promise<Asked> {
  // The SDK sends JSON under the content type of a form.
  const body = (await c.req.json().catch(() => undefined)) as Partial<Asked> | undefined;
  const { url, method, params, token } = body ?? {};
  if (typeof url !== 'string' || typeof token !== 'string' || (method !== 'GET' && method !== 'POST'))
    throw TwilioError.badRequest('url, method and token are required');
  return { url, method, token, params: typeof params === 'object' && params !== null ? params : {} };
}
