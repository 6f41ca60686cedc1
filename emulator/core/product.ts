import type { Hono } from 'hono';

/** A product of a platform, served for one or more of the platform's host names (`taskrouter.twilio.com`). */
export interface Product {
  readonly hosts: readonly string[];
  readonly app: Hono;
}
