import type { Revised, SyncCollection, SyncItem, SyncService } from '../twilio/sync/state';
import type { Endpoint } from './endpoint';
import type { ControlTarget } from './target';

function revised({ revision, createdMs, updatedMs, expiresMs }: Revised) {
  return { revision, createdAtMs: createdMs, updatedAtMs: updatedMs, expiresAtMs: expiresMs ?? null };
}

function itemView(item: SyncItem) {
  return { key: item.key, ...revised(item), data: item.data };
}

function collectionView(collection: SyncCollection) {
  const { sid, uniqueName, items } = collection;
  return { sid, uniqueName: uniqueName ?? null, ...revised(collection), items: items.all().map(itemView) };
}

function serviceView({ sid, uniqueName, settings, documents, maps, lists, streams }: SyncService) {
  return {
    sid,
    uniqueName: uniqueName ?? null,
    friendlyName: settings.get('friendly_name') ?? null,
    documents: documents.all().map((document) => ({
      ...{ sid: document.sid, uniqueName: document.uniqueName ?? null },
      ...revised(document),
      data: document.data,
    })),
    maps: maps.all().map(collectionView),
    lists: lists.all().map(collectionView),
    streams: streams.all().map((stream) => ({
      ...{ sid: stream.sid, uniqueName: stream.uniqueName ?? null },
      ...revised(stream),
    })),
  };
}

/** Sync as it is now: what writers see, whatever readers are shown by `staleReadsMs`. */
export function syncEndpoints({ sync }: ControlTarget): Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/sync',
      about: 'Every Sync service with its documents, maps, lists and streams, their revisions and data',
      answer: (c) => c.json({ services: [...sync.services.values()].map(serviceView) }),
    },
  ];
}
