import type { Context } from 'hono';
import { metaPage, type Listing } from '../../core/page';

/** One page of a list of Sync objects or items. Errors 54453, 54454. Source: https://www.twilio.com/docs/sync/api */
export function syncPage<T>(c: Context, listing: Listing<T>): Response {
  return metaPage(c, { maxPageSize: 100, codes: { pageSize: 54454, pageToken: 54453 }, ...listing });
}
