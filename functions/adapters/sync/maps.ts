import { shardOf } from '../../domain/shard';
import type { Answer } from '../../ports/answer';
import type { TwilioRest } from '../twilio-rest';
import type { Decode, Place } from './items';

const PAGES_AT_MOST = 20;

export interface Maps {
  readonly rest: TwilioRest;
  readonly serviceSid: string;
  /** How many maps share the items by the hash of their keys: a map takes only about 20 writes a second. */
  readonly count: number;
}

/** Items of all kinds share the maps `handoffs-00`, ... Source: https://www.twilio.com/docs/sync/api/map-item-resource */
export function mapPlace(maps: Maps, ttlSeconds: number): Place {
  const path = (key: string): string => itemsPath(maps, shardOf(key, maps.count));
  return {
    collection: (key) => ({ path: path(key), form: { Key: key } }),
    item: (key) => `${path(key)}/${key}`,
    ttl: { ItemTtl: String(ttlSeconds) },
  };
}

/** What all maps hold under keys that are ours; values of another shape are left out. */
export async function mapEntries<T>(
  maps: Maps,
  isOurs: (key: string) => boolean,
  decode: Decode<T>,
): Promise<Answer<{ key: string; value: T }[]>> {
  const found: { key: string; value: T }[] = [];
  const failures = await Promise.all(
    Array.from({ length: maps.count }, async (_unused, shard) => {
      let path: string | undefined = `${itemsPath(maps, shard)}?PageSize=100`;
      for (let page = 0; path && page < PAGES_AT_MOST; page++) {
        const answer = await maps.rest.send({ method: 'GET', host: 'sync.twilio.com', path });
        if (answer.kind !== 'ok') return answer;
        const { items, next } = pageOf(answer.value.body);
        for (const { key, data } of items) {
          const value = isOurs(key) ? decode(data) : undefined;
          if (value !== undefined) found.push({ key, value });
        }
        path = next;
      }
      return undefined;
    }),
  );
  const failure = failures.find((answer) => answer !== undefined);
  return failure ?? { kind: 'ok', value: found.sort((a, b) => (a.key < b.key ? -1 : 1)) };
}

function itemsPath({ serviceSid }: Maps, shard: number): string {
  return `/v1/Services/${serviceSid}/Maps/handoffs-${String(shard).padStart(2, '0')}/Items`;
}

function pageOf(body: unknown): {
  items: { key: string; data: unknown }[];
  next: string | undefined;
} {
  const page = (body ?? {}) as { items?: unknown; meta?: { next_page_url?: unknown } };
  const items = (
    Array.isArray(page.items) ? (page.items as { key?: unknown; data?: unknown }[]) : []
  ).flatMap(({ key, data }) => (typeof key === 'string' ? [{ key, data }] : []));
  const next = page.meta?.next_page_url;
  if (typeof next !== 'string') return { items, next: undefined };
  const { pathname, search } = new URL(next);
  return { items, next: pathname + search };
}
