/** What the platform puts on the global scope of a Function. */
declare const Runtime: { getAssets(): Readonly<Record<string, { open(): string }>> } | undefined;

/** The JSON value of a private asset; undefined where there is none. Throws where it is no JSON. */
export function privateAsset(path: string): unknown {
  const asset = typeof Runtime === 'undefined' ? undefined : Runtime.getAssets()[path];
  return asset === undefined ? undefined : JSON.parse(asset.open());
}
