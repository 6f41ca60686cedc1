import { z } from 'zod';
import type {
  Revised,
  SyncCollection,
  SyncDocument,
  SyncItem,
  SyncService,
  SyncState,
  TopLevel,
} from './state';

const budget = z.strictObject({ left: z.number(), atMs: z.number() });
const data = z.record(z.string(), z.unknown());
const revised = {
  revision: z.int().min(0),
  createdMs: z.number(),
  createdBy: z.string(),
  updatedMs: z.number(),
  expiresMs: z.number().optional(),
  /** What the last write replaced, for readers who still see it. */
  before: z
    .strictObject({
      revision: z.int().min(0),
      updatedMs: z.number(),
      expiresMs: z.number().optional(),
      data: data.optional(),
    })
    .optional(),
};
const permission = z.strictObject({ read: z.boolean(), write: z.boolean(), manage: z.boolean() });
const topLevel = {
  sid: z.string(),
  serial: z.int(),
  uniqueName: z.string().optional(),
  permissions: z.record(z.string(), permission),
  writes: budget,
  reads: budget,
  /** How often it was changed. */
  lastChange: z.int().min(0),
  ...revised,
};
const Collection = z.strictObject({
  ...topLevel,
  nextIndex: z.int().min(0),
  context: data.optional(),
  items: z.array(z.strictObject({ key: z.union([z.string(), z.number()]), ...revised, data })),
});

/** Everything that Sync holds. Not carried: the changes that a browser may have missed while it was not connected. */
export const SyncSnapshot = z.strictObject({
  serials: z.int().min(0),
  services: z.array(
    z.strictObject({
      sid: z.string(),
      serial: z.int(),
      uniqueName: z.string().optional(),
      createdMs: z.number(),
      updatedMs: z.number(),
      lifecycle: budget,
      settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      documents: z.array(z.strictObject({ ...topLevel, data })),
      maps: z.array(Collection),
      lists: z.array(Collection),
      streams: z.array(z.strictObject(topLevel)),
    }),
  ),
});

type Snapshot = z.output<typeof SyncSnapshot>;
type SavedCollection = z.output<typeof Collection>;
type SavedTopLevel = Snapshot['services'][number]['streams'][number];

const written = ({ revision, createdMs, createdBy, updatedMs, expiresMs, before }: Revised) => ({
  ...{ revision, createdMs, createdBy, updatedMs, expiresMs, before },
});

const head = (state: SyncState, object: TopLevel) => ({
  ...{ sid: object.sid, serial: object.serial, uniqueName: object.uniqueName },
  ...{ permissions: object.permissions, ...written(object) },
  writes: object.writes.save(),
  reads: object.reads.save(),
  lastChange: state.feed.changesOf(object),
});

function savedCollection(state: SyncState, collection: SyncCollection): SavedCollection {
  return {
    ...head(state, collection),
    nextIndex: collection.nextIndex,
    context: collection.context,
    items: collection.items.all().map((item) => ({ key: item.key, data: item.data, ...written(item) })),
  };
}

export function saveSync(state: SyncState): Snapshot {
  return {
    serials: state.serials,
    services: [...state.services.values()].map((service) => ({
      ...{ sid: service.sid, serial: service.serial, uniqueName: service.uniqueName },
      ...{ createdMs: service.createdMs, updatedMs: service.updatedMs },
      lifecycle: service.lifecycle.save(),
      settings: Object.fromEntries(service.settings),
      documents: service.documents.all().map((one) => ({ ...head(state, one), data: one.data })),
      maps: service.maps.all().map((one) => savedCollection(state, one)),
      lists: service.lists.all().map((one) => savedCollection(state, one)),
      streams: service.streams.all().map((one) => head(state, one)),
    })),
  };
}

export function loadSync(state: SyncState, { serials, services }: Snapshot): void {
  const heardOf = new Map(
    [...state.services.values()].flatMap(topLevelObjects).map((one) => [one.sid, state.feed.lastId(one)]),
  );
  const objectOf = ({ writes, reads, lastChange, uniqueName, ...saved }: SavedTopLevel): TopLevel => {
    const object: TopLevel = {
      ...saved,
      ...{ uniqueName, expiresMs: saved.expiresMs, before: beforeOf(saved) },
      writes: state.budget().load(writes),
      reads: state.budget().load(reads),
    };
    state.feed.goOnAfter(object, lastChange, heardOf.get(object.sid));
    return object;
  };
  const collection = ({ items, nextIndex, ...saved }: SavedCollection): SyncCollection => {
    const shelf = state.shelf<string | number, SyncItem>();
    for (const item of items)
      shelf.set(item.key, { ...item, expiresMs: item.expiresMs, before: beforeOf(item) });
    return Object.assign(objectOf(saved), { nextIndex, items: shelf });
  };
  state.services.clear();
  state.serials = serials;
  state.heldSinceMs = state.ctx.clock.now();
  for (const { settings, documents, maps, lists, streams, uniqueName, lifecycle, ...saved } of services) {
    const service: SyncService = {
      ...saved,
      uniqueName,
      settings: new Map(Object.entries(settings)),
      documents: state.shelf<string, SyncDocument>(),
      maps: state.shelf<string, SyncCollection>(),
      lists: state.shelf<string, SyncCollection>(),
      streams: state.shelf<string, TopLevel>(),
      lifecycle: state.budget().load(lifecycle),
    };
    for (const { data: content, ...document } of documents)
      service.documents.set(document.sid, Object.assign(objectOf(document), { data: content }));
    for (const map of maps) service.maps.set(map.sid, collection(map));
    for (const list of lists) service.lists.set(list.sid, collection(list));
    for (const stream of streams) service.streams.set(stream.sid, objectOf(stream));
    state.services.set(service.sid, service);
  }
}

function topLevelObjects({ documents, maps, lists, streams }: SyncService): TopLevel[] {
  return [documents, maps, lists, streams].flatMap((shelf): TopLevel[] => shelf.all());
}

function beforeOf({ before }: Pick<SavedTopLevel, 'before'>): Revised['before'] {
  if (!before) return undefined;
  const { data: content, ...rest } = before;
  return { ...rest, expiresMs: rest.expiresMs, ...(content ? { data: content } : {}) };
}
