import { z } from 'zod';
import type { SyncCollection, SyncDocument, SyncItem, SyncService, SyncState, TopLevel } from './state';

const revised = {
  revision: z.int().min(0),
  createdMs: z.number(),
  createdBy: z.string(),
  updatedMs: z.number(),
  expiresMs: z.number().optional(),
};
const permission = z.strictObject({ read: z.boolean(), write: z.boolean(), manage: z.boolean() });
const topLevel = {
  sid: z.string(),
  serial: z.int(),
  uniqueName: z.string().optional(),
  permissions: z.record(z.string(), permission),
  ...revised,
};
const data = z.record(z.string(), z.unknown());
const Collection = z.strictObject({
  ...topLevel,
  nextIndex: z.int().min(0),
  context: data.optional(),
  items: z.array(z.strictObject({ key: z.union([z.string(), z.number()]), ...revised, data })),
});

/** Everything that Sync holds. Not carried: how much of each rate limit is used, and what a stale read would show. */
export const SyncSnapshot = z.strictObject({
  serials: z.int().min(0),
  services: z.array(
    z.strictObject({
      sid: z.string(),
      serial: z.int(),
      uniqueName: z.string().optional(),
      createdMs: z.number(),
      updatedMs: z.number(),
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

const head = (object: TopLevel) => {
  const { sid, serial, uniqueName, permissions, revision, createdMs, createdBy, updatedMs, expiresMs } =
    object;
  return { sid, serial, uniqueName, permissions, revision, createdMs, createdBy, updatedMs, expiresMs };
};

function savedCollection(collection: SyncCollection): SavedCollection {
  return {
    ...head(collection),
    nextIndex: collection.nextIndex,
    context: collection.context,
    items: collection.items
      .all()
      .map(({ key, revision, createdMs, createdBy, updatedMs, expiresMs, data: content }: SyncItem) => ({
        ...{ key, revision, createdMs, createdBy, updatedMs, expiresMs, data: content },
      })),
  };
}

export function saveSync(state: SyncState): Snapshot {
  return {
    serials: state.serials,
    services: [...state.services.values()].map((service) => ({
      ...{ sid: service.sid, serial: service.serial, uniqueName: service.uniqueName },
      ...{ createdMs: service.createdMs, updatedMs: service.updatedMs },
      settings: Object.fromEntries(service.settings),
      documents: service.documents.all().map((document) => ({ ...head(document), data: document.data })),
      maps: service.maps.all().map(savedCollection),
      lists: service.lists.all().map(savedCollection),
      streams: service.streams.all().map(head),
    })),
  };
}

export function loadSync(state: SyncState, { serials, services }: Snapshot): void {
  const budgets = () => ({ writes: state.budget(), reads: state.budget() });
  const collection = ({ items, uniqueName, expiresMs, ...saved }: SavedCollection): SyncCollection => {
    const shelf = state.shelf<string | number, SyncItem>();
    for (const item of items) shelf.set(item.key, { ...item, expiresMs: item.expiresMs });
    return { ...saved, ...budgets(), uniqueName, expiresMs, items: shelf };
  };
  state.services.clear();
  state.serials = serials;
  state.heldSinceMs = state.ctx.clock.now();
  for (const { settings, documents, maps, lists, streams, uniqueName, ...saved } of services) {
    const service: SyncService = {
      ...saved,
      uniqueName,
      settings: new Map(Object.entries(settings)),
      documents: state.shelf<string, SyncDocument>(),
      maps: state.shelf<string, SyncCollection>(),
      lists: state.shelf<string, SyncCollection>(),
      streams: state.shelf<string, TopLevel>(),
      lifecycle: state.budget(),
    };
    for (const document of documents) {
      const { uniqueName: name, expiresMs } = document;
      service.documents.set(document.sid, { ...document, ...budgets(), uniqueName: name, expiresMs });
    }
    for (const map of maps) service.maps.set(map.sid, collection(map));
    for (const list of lists) service.lists.set(list.sid, collection(list));
    for (const { uniqueName: name, expiresMs, ...stream } of streams)
      service.streams.set(stream.sid, { ...stream, ...budgets(), uniqueName: name, expiresMs });
    state.services.set(service.sid, service);
  }
}
