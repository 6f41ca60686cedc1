import type { Context, Hono } from 'hono';
import { Form } from '../../core/form';
import { TwilioError } from '../../core/twilio-error';
import { actorOf } from './actor';
import { writeCost } from './budget';
import { collectionAt, collectionUrl, type CollectionKind } from './collections';
import {
  readChoice,
  readData,
  readIfMatch,
  readIndex,
  readKey,
  readTtl,
  refuseEmpty,
  requireData,
} from './parameters';
import { refuseWithout } from './permissions';
import {
  etag,
  notFound,
  refuseOtherRevision,
  revisedView,
  type SyncCollection,
  type SyncItem,
  type SyncService,
  type SyncState,
} from './state';
import { syncPage } from './sync-page';

/**
 * `.../Maps/{map}/Items` and `.../Lists/{list}/Items`. ItemTtl wins over its alias Ttl; CollectionTtl sets the expiry of
 * the collection anew.
 * Source: https://www.twilio.com/docs/sync/api/map-item-resource, https://www.twilio.com/docs/sync/api/listitem-resource.
 */
export function itemRoutes(app: Hono, state: SyncState, kind: CollectionKind): void {
  const path = `/v1/Services/:service/${kind.plural}/:collection/Items`;
  const view = (service: SyncService, collection: SyncCollection, item: SyncItem) => ({
    [kind.keyField]: item.key,
    account_sid: state.ctx.account.sid,
    service_sid: service.sid,
    [kind.sidField]: collection.sid,
    url: `${collectionUrl(service, kind, collection)}/Items/${encodeURIComponent(item.key)}`,
    data: item.data,
    ...revisedView(item),
  });

  app.post(path, async (c) => {
    const service = state.service(c);
    const collection = collectionAt(c, state, kind);
    refuseWithout(c, state.service(c), collection, 'write');
    const form = await Form.of(c);
    const data = requireData(form, kind.dataMissing);
    const key = kind.keyField === 'key' ? readKey(form) : undefined;
    const ttl = readTtl(form, 'ItemTtl', 'Ttl');
    const collectionTtl = readTtl(form, 'CollectionTtl');
    collection.writes.take(writeCost(data.bytes));
    if (key !== undefined && collection.items.get(key)) {
      throw new TwilioError(409, 54208, 'An Item with given key already exists in the Map');
    }
    const item: SyncItem = {
      ...state.fresh(actorOf(c), ttl),
      key: key ?? collection.nextIndex++,
      data: data.value,
    };
    collection.items.set(item.key, item);
    if (collectionTtl !== undefined) collection.expiresMs = state.expiry(collectionTtl);
    state.feed.tell(`${kind.name}_item_added`, service, collection, actorOf(c), item);
    return c.json(view(service, collection, item), 201, etag(item));
  });
  app.get(path, (c) => {
    const service = state.service(c);
    const collection = collectionAt(c, state, kind);
    refuseWithout(c, state.service(c), collection, 'read');
    collection.reads.take();
    return syncPage(c, {
      key: 'items',
      ...selected(c, state, collection, kind),
      position: (item) => item.key,
      view: (item) => view(service, collection, item),
    });
  });
  app.get(`${path}/:key`, (c) => {
    const collection = collectionAt(c, state, kind);
    refuseWithout(c, state.service(c), collection, 'read');
    collection.reads.take();
    const item = state.asRead(itemAt(c, collection, kind));
    if (!item) throw notFound(c);
    return c.json(view(state.service(c), collection, item), 200, etag(item));
  });
  app.post(`${path}/:key`, async (c) => {
    const collection = collectionAt(c, state, kind);
    refuseWithout(c, state.service(c), collection, 'write');
    const form = await Form.of(c);
    refuseEmpty(form, 'Data', 'Ttl', 'ItemTtl', 'CollectionTtl');
    const wanted = readIfMatch(c.req.header('if-match'));
    const data = readData(form);
    const ttl = readTtl(form, 'ItemTtl', 'Ttl');
    const collectionTtl = readTtl(form, 'CollectionTtl');
    collection.writes.take(writeCost(data?.bytes ?? 0));
    const item = itemAt(c, collection, kind);
    refuseOtherRevision(item, wanted, kind.revisionMismatch);
    if (data || ttl !== undefined) {
      state.revise(item, ttl, data?.value);
      if (collectionTtl !== undefined) collection.expiresMs = state.expiry(collectionTtl);
      state.feed.tell(`${kind.name}_item_updated`, state.service(c), collection, actorOf(c), item);
    }
    return c.json(view(state.service(c), collection, item), 200, etag(item));
  });
  app.delete(`${path}/:key`, (c) => {
    const collection = collectionAt(c, state, kind);
    refuseWithout(c, state.service(c), collection, 'write');
    const wanted = readIfMatch(c.req.header('if-match'));
    collection.writes.take();
    const item = itemAt(c, collection, kind);
    refuseOtherRevision(item, wanted, kind.revisionMismatch);
    collection.items.delete(item.key);
    state.feed.tell(`${kind.name}_item_removed`, state.service(c), collection, actorOf(c), item);
    return c.body(null, 204);
  });
}

/** A key with a slash can be created, but no path leads to it. */
function itemAt(c: Context, collection: SyncCollection, kind: CollectionKind): SyncItem {
  const text = c.req.param('key') ?? '';
  const item = text.includes('/') ? undefined : collection.items.get(keyOf(text, kind));
  if (!item) throw notFound(c);
  return item;
}

function keyOf(text: string, kind: CollectionKind): string | number {
  return kind.keyField === 'key' ? text : readIndex(text);
}

function selected(
  c: Context,
  state: SyncState,
  collection: SyncCollection,
  kind: CollectionKind,
): { records: SyncItem[]; descending: boolean } {
  const descending = readChoice(c, 'Order', ['asc', 'desc'], 54451) === 'desc';
  const from = c.req.query('From');
  const isExclusive = readChoice(c, 'Bounds', ['inclusive', 'exclusive'], 54452) === 'exclusive';
  const sign = descending ? -1 : 1;
  const bound = from === undefined ? undefined : keyOf(from, kind);
  const records = collection.items
    .all()
    .flatMap((item) => state.asRead(item) ?? [])
    .sort((a, b) => sign * compare(a.key, b.key))
    .filter(({ key }) => {
      if (bound === undefined) return true;
      const distance = sign * compare(key, bound);
      return isExclusive ? distance > 0 : distance >= 0;
    });
  return { records, descending };
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
