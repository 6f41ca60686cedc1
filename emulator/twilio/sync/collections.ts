import type { Context, Hono } from 'hono';
import { Form } from '../../core/form';
import { actorOf } from './actor';
import { readTtl, readUniqueName, refuseEmpty } from './parameters';
import { refuseWithout } from './permissions';
import type { Shelf } from './shelf';
import {
  etag,
  find,
  notFound,
  refuseTakenName,
  revisedView,
  type SyncCollection,
  type SyncService,
  type SyncState,
} from './state';
import { syncPage } from './sync-page';

/** What tells Maps from Lists. */
export interface CollectionKind {
  /** As events call it. */
  readonly name: 'map' | 'list';
  readonly plural: 'Maps' | 'Lists';
  readonly prefix: 'MP' | 'ES';
  readonly listKey: 'maps' | 'lists';
  /** Fields of an item that name its collection and its place in it. */
  readonly sidField: 'map_sid' | 'list_sid';
  readonly keyField: 'key' | 'index';
  readonly revisionMismatch: number;
  /** The code of an item without data. */
  readonly dataMissing: number;
}

export const MAPS: CollectionKind = {
  name: 'map',
  plural: 'Maps',
  prefix: 'MP',
  listKey: 'maps',
  sidField: 'map_sid',
  keyField: 'key',
  revisionMismatch: 54205,
  dataMissing: 54206,
};

export const LISTS: CollectionKind = {
  name: 'list',
  plural: 'Lists',
  prefix: 'ES',
  listKey: 'lists',
  sidField: 'list_sid',
  keyField: 'index',
  revisionMismatch: 54155,
  dataMissing: 54156,
};

function shelfOf(service: SyncService, kind: CollectionKind): Shelf<string, SyncCollection> {
  return service[kind.listKey];
}

export function collectionAt(c: Context, state: SyncState, kind: CollectionKind): SyncCollection {
  const collection = find(shelfOf(state.service(c), kind), c.req.param('collection') ?? '');
  if (!collection) throw notFound(c);
  return collection;
}

export function collectionUrl(
  service: SyncService,
  kind: CollectionKind,
  collection: SyncCollection,
): string {
  return `https://sync.twilio.com/v1/Services/${service.sid}/${kind.plural}/${collection.sid}`;
}

/**
 * `/v1/Services/{service}/Maps` and `.../Lists`. CollectionTtl wins over its alias Ttl.
 * Source: https://www.twilio.com/docs/sync/api/map-resource, https://www.twilio.com/docs/sync/api/list-resource.
 */
export function collectionRoutes(app: Hono, state: SyncState, kind: CollectionKind): void {
  const path = `/v1/Services/:service/${kind.plural}`;
  const view = (service: SyncService, collection: SyncCollection): Record<string, unknown> => {
    const url = collectionUrl(service, kind, collection);
    return {
      sid: collection.sid,
      unique_name: collection.uniqueName ?? null,
      account_sid: state.ctx.account.sid,
      service_sid: service.sid,
      url,
      links: { items: `${url}/Items`, permissions: `${url}/Permissions` },
      ...revisedView(collection),
    };
  };

  app.post(path, async (c) => {
    const service = state.service(c);
    const form = await Form.of(c);
    const name = readUniqueName(form);
    const ttl = readTtl(form, 'CollectionTtl', 'Ttl');
    service.lifecycle.take();
    refuseTakenName(shelfOf(service, kind), name);
    const collection = {
      ...state.freshTopLevel(actorOf(c), kind.prefix, name, ttl),
      items: state.shelf<string | number, never>(),
      nextIndex: 0,
    };
    shelfOf(service, kind).set(collection.sid, collection);
    state.feed.tell(`${kind.name}_created`, service, collection, actorOf(c));
    return c.json(view(service, collection), 201, etag(collection));
  });
  app.get(path, (c) => {
    const service = state.service(c);
    return syncPage(c, {
      key: kind.listKey,
      records: shelfOf(service, kind).all(),
      position: ({ serial }) => serial,
      view: (collection) => view(service, collection),
    });
  });
  app.get(`${path}/:collection`, (c) => {
    const collection = collectionAt(c, state, kind);
    refuseWithout(c, state.service(c), collection, 'read');
    collection.reads.take();
    return c.json(view(state.service(c), collection), 200, etag(collection));
  });
  app.post(`${path}/:collection`, async (c) => {
    const collection = collectionAt(c, state, kind);
    refuseWithout(c, state.service(c), collection, 'write');
    const form = await Form.of(c);
    refuseEmpty(form, 'CollectionTtl', 'Ttl');
    const ttl = readTtl(form, 'CollectionTtl', 'Ttl');
    collection.writes.take();
    state.revise(collection, ttl);
    state.feed.tell(`${kind.name}_updated`, state.service(c), collection, actorOf(c));
    return c.json(view(state.service(c), collection), 200, etag(collection));
  });
  app.delete(`${path}/:collection`, (c) => {
    const service = state.service(c);
    const collection = collectionAt(c, state, kind);
    refuseWithout(c, service, collection, 'manage');
    service.lifecycle.take();
    shelfOf(service, kind).delete(collection.sid);
    state.feed.tell(`${kind.name}_removed`, service, collection, actorOf(c));
    return c.body(null, 204);
  });
}
