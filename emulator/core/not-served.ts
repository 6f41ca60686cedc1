import type { Context } from 'hono';

/** The answer to a route that the emulator does not have: 501 with method, host and path, never a guess. */
export function notServed(c: Context): Response {
  const { host, pathname } = new URL(c.req.url);
  return notServedAt(c.req.method, host, pathname);
}

export function notServedAt(method: string, host: string, path: string): Response {
  return Response.json(
    { code: 20501, message: `the emulator does not serve ${method} ${host}${path}`, status: 501 },
    { status: 501 },
  );
}
