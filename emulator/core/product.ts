import type { Hono } from 'hono';
import type { Upgrade } from './sockets';

/** A product of a platform, served for one or more of the platform's host names (`taskrouter.twilio.com`). */
export interface Product {
  readonly hosts: readonly string[];
  readonly app: Hono;
  /** Takes the web sockets that are opened below these hosts; without it they are answered 501. */
  readonly upgrade?: Upgrade;
  /** Does again what a client of such a socket did (`Course.told`): what it changed, but nothing is sent to anybody. */
  readonly again?: (deed: object) => Promise<void>;
}
