import type { CollectionKind } from '../collections';
import { revisedView, type SyncCollection, type SyncItem, type SyncService, type SyncState } from '../state';
import { CDS } from './events';
import { decoded } from './target';

const MAX_PAGE_SIZE = 100;

/**
 * Items as the SDK asks for them: one by `Key` or `Index`, or a page from `From` on, that item included. `meta` says
 * whether there are more on either side; the SDK finds them by `From`. What has expired is left out.
 */
export function itemsPage(
  state: SyncState,
  service: SyncService,
  collection: SyncCollection,
  kind: CollectionKind,
  params: Readonly<Record<string, string>>,
): { items: object[]; meta: object } {
  const read = (name: string): string | number | undefined => {
    const text = decoded(params[name]);
    return text === undefined || kind.keyField === 'key' ? text : Number(text);
  };
  const wanted = read(kind.keyField === 'key' ? 'Key' : 'Index');
  const from = read('From');
  const sign = params['Order'] === 'desc' ? -1 : 1;
  const size = Math.min(MAX_PAGE_SIZE, Number(params['PageSize']) || 50);
  const isAlive = ({ expiresMs }: SyncItem): boolean =>
    expiresMs === undefined || expiresMs > state.ctx.clock.now();
  const items = collection.items
    .all()
    .flatMap((item) => state.asRead(item) ?? [])
    .filter((item) => isAlive(item) && (wanted === undefined || item.key === wanted))
    .sort((a, b) => (a.key < b.key ? -sign : sign));
  const first = items.findIndex(({ key }) => from === undefined || (sign > 0 ? key >= from : key <= from));
  const start = first < 0 ? items.length : first;
  const page = items.slice(start, start + size);
  return {
    items: page.map((item) => ({
      [kind.keyField]: item.key,
      service_sid: service.sid,
      [kind.sidField]: collection.sid,
      url: `${CDS}/${kind.plural}/${collection.sid}/Items/${encodeURIComponent(item.key)}`,
      data: item.data,
      ...revisedView(item),
      last_event_id: state.feed.lastIdOfItem(collection, item.key),
    })),
    meta: {
      key: 'items',
      previous_token: start > 0 ? 'previous' : null,
      next_token: start + size < items.length ? 'next' : null,
    },
  };
}
