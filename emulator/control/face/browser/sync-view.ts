import { get, type SyncObject, type SyncServiceRow } from './api';
import { brief, clockTime, facts, h, json, titled } from './dom';
import type { Row, View } from './view';

interface Shown extends SyncObject {
  readonly path: string;
  readonly kind: string;
}

let objects = new Map<string, Shown>();

function flattened(service: SyncServiceRow): [string, Shown][] {
  const at = service.uniqueName ?? service.friendlyName ?? service.sid;
  const documents = service.documents.map((document): [string, Shown] => [
    document.sid,
    { ...document, kind: 'document', path: `${at} / ${document.uniqueName ?? document.sid}` },
  ]);
  const items = [...service.maps, ...service.lists].flatMap((collection) =>
    (collection.items ?? []).map((item): [string, Shown] => [
      `${collection.sid}:${item.key}`,
      { ...item, kind: 'item', path: `${at} / ${collection.uniqueName ?? collection.sid} / ${item.key}` },
    ]),
  );
  return [...documents, ...items];
}

function row([key, { path, revision, updatedAtMs, kind, data }]: [string, Shown]): Row {
  const [, ...rest] = path.split(' / ');
  return {
    key,
    title: brief(rest.join(' / ')),
    note: `revision ${revision}`,
    below: `${clockTime(updatedAtMs)}  ${kind}`,
    tone: 'plain',
    search: path + JSON.stringify(data),
  };
}

export const syncView: View = {
  name: 'Sync',
  empty: 'No documents and no items.',
  async rows() {
    const { services } = await get<{ services: SyncServiceRow[] }>('sync');
    objects = new Map(services.flatMap(flattened).sort(([, a], [, b]) => b.updatedAtMs - a.updatedAtMs));
    return [...objects].map(row);
  },
  detail(key) {
    const object = objects.get(key);
    if (!object) return undefined;
    return [
      h('h2', {}, object.path),
      facts([
        ['revision', object.revision],
        ['created', clockTime(object.createdAtMs)],
        ['updated', clockTime(object.updatedAtMs)],
        ['expires', object.expiresAtMs === null ? 'never' : new Date(object.expiresAtMs).toISOString()],
      ]),
      titled('Data', json(object.data)),
    ];
  },
};
