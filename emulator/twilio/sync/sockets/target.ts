import { LISTS, MAPS, type CollectionKind } from '../collections';

/** What a path of the SDK names. `path` is REST's, below the service. */
export interface Target {
  readonly folder: 'Documents' | 'Maps' | 'Lists' | 'Streams';
  readonly shelf: 'documents' | 'maps' | 'lists' | 'streams';
  readonly kind: CollectionKind | undefined;
  readonly id: string | undefined;
  readonly isItems: boolean;
  /** Of a list. */
  readonly isContext: boolean;
  readonly key: string | undefined;
  readonly path: string;
}

const PATH =
  /^\/v3((?:\/(Documents|Maps|Lists|Streams))(?:\/([^/]+)(?:(\/Items(?:\/([^/]+))?)|(\/Messages)|(\/Context))?)?)$/;

const FOLDERS = {
  Documents: { folder: 'Documents', shelf: 'documents', kind: undefined },
  Maps: { folder: 'Maps', shelf: 'maps', kind: MAPS },
  Lists: { folder: 'Lists', shelf: 'lists', kind: LISTS },
  Streams: { folder: 'Streams', shelf: 'streams', kind: undefined },
} as const;

/** Undefined for what the emulator does not serve: live queries. */
export function targetOf(asked: string): Target | undefined {
  const [, path, folder, id, items, key, messages, context] = PATH.exec(asked) ?? [];
  const isCollection = folder === 'Maps' || folder === 'Lists';
  if (path === undefined || (items !== undefined && !isCollection)) return undefined;
  if (messages !== undefined && folder !== 'Streams') return undefined;
  if (context !== undefined && folder !== 'Lists') return undefined;
  return {
    ...FOLDERS[folder as keyof typeof FOLDERS],
    ...{ path, id: decoded(id), isItems: items !== undefined, key: decoded(key) },
    isContext: context !== undefined,
  };
}

/** A path may begin with the name of a host, as every path on the emulator's port may. */
export function withoutHost(path: string): string {
  return path.replace(/^\/[a-z0-9.-]+\.[a-z]+(?=\/)/, '');
}

/** What is not well encoded is taken as it is. */
export function decoded(part: string | undefined): string | undefined {
  try {
    return part === undefined ? undefined : decodeURIComponent(part);
  } catch {
    return part;
  }
}
