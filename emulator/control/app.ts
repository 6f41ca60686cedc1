import { Hono } from 'hono';
import { z } from 'zod';
import type { Endpoint } from './endpoint';
import { checked, readBody, refuse, Refusal } from './refusal';

const BASE = '/_emulator';
export const LOCAL_ORIGIN = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

export interface ControlApp {
  readonly endpoints: readonly Endpoint[];
  /** What `GET /_emulator` says besides the routes. */
  readonly about: () => object;
  /** Adds what stands before the routes: pages, headers. */
  readonly prepare: (app: Hono) => void;
  /** Whether a page of this origin may ask; `own` is the address that was asked. */
  readonly mayAsk: (origin: string, own: string) => boolean;
}

/** Controls under `/_emulator`, for programs and pages of this machine. */
export function controlApp({ endpoints, about, prepare, mayAsk }: ControlApp): Hono {
  const app = new Hono();
  app.onError(refuse);
  app.notFound((c) =>
    refuse(new Refusal(404, `no ${c.req.method} ${c.req.path}; GET ${BASE} lists all routes`), c),
  );
  app.use('*', async (c, next) => {
    // A page of another site must not move what listens on this machine.
    const own = `http://${c.req.header('host') ?? ''}`;
    const origin = c.req.header('origin');
    if (!LOCAL_ORIGIN.test(own) || (origin !== undefined && !mayAsk(origin, own)))
      throw new Refusal(403, 'the controls answer only to this machine and to pages that it serves');
    await next();
  });
  prepare(app);
  app.get(BASE, (c) => c.json({ ...about(), routes: endpoints.map(described) }));
  for (const { method, path, body, answer } of endpoints) {
    app.on(method, BASE + path, async (c) => answer(c, body ? checked(body, await readBody(c)) : undefined));
  }
  return app;
}

function described({ method, path, about, query, body, example }: Endpoint): object {
  return {
    ...{ method, path: BASE + path, about },
    ...(query ? { query } : {}),
    ...(body ? { example, body: z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) } : {}),
  };
}
