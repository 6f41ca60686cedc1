import { LISTS, MAPS, type CollectionKind } from '../collections';

/** What a path of the SDK names. `path` is REST's, below the service. */
export interface Target {
  readonly folder: 'Documents' | 'Maps' | 'Lists' | 'Streams';
  readonly shelf: 'documents' | 'maps' | 'lists' | 'streams';
  readonly kind: CollectionKind | undefined;
  readonly id: string | undefined;
  readonly isItems: boolean;
  readonly key: string | undefined;
  readonly path: string;
}

/** A path may begin with the name of a host, as every path on the emulator's port may. */
const PATH =
  /^(?:\/[a-z0-9.-]+\.[a-z]+)?\/v3((?:\/(Documents|Maps|Lists|Streams))(?:\/([^/]+)(?:(\/Items(?:\/([^/]+))?)|(\/Messages))?)?)$/;

const FOLDERS = {
  Documents: { folder: 'Documents', shelf: 'documents', kind: undefined },
  Maps: { folder: 'Maps', shelf: 'maps', kind: MAPS },
  Lists: { folder: 'Lists', shelf: 'lists', kind: LISTS },
  Streams: { folder: 'Streams', shelf: 'streams', kind: undefined },
} as const;

/** Undefined for what the emulator does not serve: live queries, contexts of lists. */
export function targetOf(asked: string): Target | undefined {
  const [, path, folder, id, items, key, messages] = PATH.exec(asked) ?? [];
  const isCollection = folder === 'Maps' || folder === 'Lists';
  if (path === undefined || (items !== undefined && !isCollection)) return undefined;
  if (messages !== undefined && folder !== 'Streams') return undefined;
  return {
    ...FOLDERS[folder as keyof typeof FOLDERS],
    ...{ path, id: decoded(id), isItems: items !== undefined, key: decoded(key) },
  };
}

/** What is not well encoded is taken as it is. */
export function decoded(part: string | undefined): string | undefined {
  try {
    return part === undefined ? undefined : decodeURIComponent(part);
  } catch {
    return part;
  }
}
