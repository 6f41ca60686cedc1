import type { Row, View } from './view';

interface Listing<T> {
  readonly name: string;
  readonly empty: string;
  /** The oldest first. */
  list(): Promise<readonly T[]>;
  row(one: T): Row;
  detail(one: T, all: readonly T[]): Promise<Node[]> | Node[];
  isGrowing?(one: T): boolean;
}

/** A tab of things that have a SID, the newest first. */
export function listing<T extends { readonly sid: string }>(of: Listing<T>): View {
  let known: readonly T[] = [];
  const find = (key: string): T | undefined => known.find(({ sid }) => sid === key);
  return {
    name: of.name,
    empty: of.empty,
    async rows() {
      known = await of.list();
      return known.map((one) => of.row(one)).reverse();
    },
    detail(key) {
      const one = find(key);
      return one && of.detail(one, known);
    },
    isGrowing(key) {
      const one = find(key);
      return one !== undefined && (of.isGrowing?.(one) ?? false);
    },
  };
}
