import { get, type SyncNamed, type SyncObject, type SyncServiceRow } from './api';
import { brief, clockTime, facts, h, json, titled } from './dom';
import type { Row, View } from './view';

interface Shown extends SyncObject {
  readonly path: string;
  readonly kind: string;
}

let objects = new Map<string, Shown>();

function flattened(service: SyncServiceRow): [string, Shown][] {
  const at = service.uniqueName ?? service.friendlyName ?? service.sid;
  const { documents, maps, lists, streams } = service;
  const whole =
    (kind: string) =>
    (named: SyncNamed): [string, Shown] => [
      named.sid,
      { ...named, kind, path: `${at} / ${named.uniqueName ?? named.sid}` },
    ];
  const items = [...maps, ...lists].flatMap((collection) =>
    (collection.items ?? []).map((item): [string, Shown] => [
      `${collection.sid}:${item.key}`,
      { ...item, kind: 'item', path: `${at} / ${collection.uniqueName ?? collection.sid} / ${item.key}` },
    ]),
  );
  const isEmpty = ({ items: held }: SyncNamed): boolean => held?.length === 0;
  return [
    ...documents.map(whole('document')),
    ...items,
    ...maps.filter(isEmpty).map(whole('map without items')),
    ...lists.filter(isEmpty).map(whole('list without items')),
    ...streams.map(whole('stream')),
  ];
}

function row([key, { path, revision, updatedAtMs, kind, data }]: [string, Shown]): Row {
  const [, ...rest] = path.split(' / ');
  return {
    key,
    title: brief(rest.join(' / ')),
    note: `revision ${revision}`,
    below: `${clockTime(updatedAtMs)}  ${kind}`,
    tone: 'plain',
    search: `${key} ${kind} ${path} ${JSON.stringify(data)}`,
  };
}

export const syncView: View = {
  name: 'Sync',
  empty: 'No documents, maps, lists or streams yet.',
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
        ['SID', key.split(':')[0]],
        ['kind', object.kind],
        ['revision', object.revision],
        ['created', clockTime(object.createdAtMs)],
        ['updated', clockTime(object.updatedAtMs)],
        ['expires', object.expiresAtMs === null ? 'never' : new Date(object.expiresAtMs).toISOString()],
      ]),
      object.kind === 'stream'
        ? h(
            'p',
            { class: 'dim' },
            'What is published in a stream is kept nowhere: who is not there has missed it.',
          )
        : titled('Data', json(object.data)),
    ];
  },
};
