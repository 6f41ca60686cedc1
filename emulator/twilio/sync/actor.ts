import type { Context } from 'hono';

/** Who writes: the account's own servers (`system`, by REST) or the identity of an access token, from one endpoint. */
export interface Actor {
  readonly identity: string;
  readonly endpointId?: string;
}

const SYSTEM: Actor = { identity: 'system' };

export function actorOf(c: Context): Actor {
  return (c.env as { actor?: Actor } | undefined)?.actor ?? SYSTEM;
}
