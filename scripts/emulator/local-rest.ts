import type { Emulator } from '../../emulator';

/** A request to a running emulator as its account makes it, answered with the parsed body. Throws on an error status. */
export async function localRest<T>(
  emulator: Emulator,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: Readonly<Record<string, string>> | string,
): Promise<T> {
  const { account, url } = emulator;
  const response = await fetch(`${url}/${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${account.sid}:${account.authToken}`).toString('base64')}`,
      ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new URLSearchParams(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} /${path}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}
