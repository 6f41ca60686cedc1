import { WrongSettings } from './settings';

/** What the platform puts on the global scope of a Function. */
declare const Runtime: { getAssets(): Readonly<Record<string, { open(): string }>> } | undefined;

/** The JSON value of a private asset; undefined where there is none. Throws `WrongSettings` where it is no JSON. */
export function privateAsset(path: string): unknown {
  const asset = typeof Runtime === 'undefined' ? undefined : Runtime.getAssets()[path];
  if (asset === undefined) return undefined;
  try {
    return JSON.parse(asset.open());
  } catch {
    throw new WrongSettings([`the asset ${path} is no JSON, wants texts as in texts/en.json by language`]);
  }
}
