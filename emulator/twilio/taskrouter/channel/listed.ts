import type { Context } from 'hono';
import type { Entity } from '../engine/entities';
import type { Payload } from './payloads';

const MAX_PAGE_SIZE = 1000;

/**
 * A page as the event bridge gives it: `{contents, after_sid}`, where `after_sid` leads to the next one or is null. Lists
 * with an Ordering say the same in `meta.next_token`.
 */
export function listed<T extends Entity>(
  c: Context,
  records: readonly T[],
  view: (record: T) => Payload,
): Response {
  const size = Math.min(MAX_PAGE_SIZE, Math.max(1, Number(c.req.query('PageSize')) || MAX_PAGE_SIZE));
  const from =
    records.findIndex(({ sid }) => sid === (c.req.query('AfterSid') ?? c.req.query('NextToken'))) + 1;
  const page = records.slice(from, from + size);
  const next = from + size < records.length ? (page.at(-1)?.sid ?? null) : null;
  return c.json({ payload: { contents: page.map(view), after_sid: next, meta: { next_token: next } } });
}
