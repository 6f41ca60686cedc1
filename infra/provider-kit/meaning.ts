/** Equal by structure; a property that is undefined is a property that is missing. */
export function sameStructure(a: unknown, b: unknown): boolean {
  return sameBy(a, b, (left, right) => left === right);
}

/** Equal as the platforms read it: by structure, and `"10"` is `10`. */
export function sameMeaning(a: unknown, b: unknown): boolean {
  return sameBy(
    a,
    b,
    (left, right) => left === right || (isNumberLike(left, right) && Number(left) === Number(right)),
  );
}

/** Equal as sets of words. */
export function sameWords(a: unknown, b: unknown): boolean {
  const left = new Set(Array.isArray(a) ? a : []);
  const right = new Set(Array.isArray(b) ? b : []);
  return left.size === right.size && [...left].every((word) => right.has(word));
}

/** What `observed` says about exactly those properties that `wanted` names, all the way down; lists are taken whole. */
export function project(observed: unknown, wanted: unknown): unknown {
  if (!isRecord(observed) || !isRecord(wanted)) return observed ?? undefined;
  return Object.fromEntries(
    Object.keys(wanted)
      .filter((key) => observed[key] !== undefined && observed[key] !== null)
      .map((key) => [key, projectValue(observed[key], wanted[key])]),
  );
}

function projectValue(observed: unknown, wanted: unknown): unknown {
  if (Array.isArray(observed) && Array.isArray(wanted)) {
    return observed.map((item, index) => (index < wanted.length ? project(item, wanted[index]) : item));
  }
  return project(observed, wanted);
}

function sameBy(a: unknown, b: unknown, same: (a: unknown, b: unknown) => boolean): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameBy(item, b[index], same));
  }
  if (isRecord(a) && isRecord(b)) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => sameBy(a[key], b[key], same));
  }
  return same(a, b);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumberLike(a: unknown, b: unknown): boolean {
  const kinds = new Set([typeof a, typeof b]);
  return kinds.has('number') && kinds.has('string') && a !== '' && b !== '';
}
