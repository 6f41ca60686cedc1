import { readdirSync, watch, type FSWatcher } from 'node:fs';
import path from 'node:path';

/** An editor saves in several steps. */
const SETTLES_MS = 80;

/**
 * Tells which of these files, and of the sources below these folders, were written, made or removed, once it is quiet for a
 * moment. Every folder is
 * watched by itself: that sees editors that save by renaming, which recursive watching on Linux loses. The function it
 * answers with ends it.
 */
export function watchSources(
  { folders, files = [] }: { readonly folders: readonly string[]; readonly files?: readonly string[] },
  onChange: (files: readonly string[]) => void,
): () => void {
  const watchers = new Map<string, FSWatcher>();
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  function follow(): void {
    const below = folders.flatMap(withFoldersBelow);
    const wanted = new Set([...below, ...files.map((file) => path.dirname(file))]);
    for (const [folder, watcher] of watchers) {
      if (wanted.has(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
    for (const folder of wanted) {
      if (watchers.has(folder)) continue;
      const watcher = watch(folder, (_event, name) => noted(folder, name));
      // The folder is gone; its parent tells.
      watcher.on('error', () => undefined);
      watchers.set(folder, watcher);
    }
  }

  function noted(folder: string, name: string | null): void {
    const file = path.join(folder, name ?? '');
    if (files.includes(file) || (name !== null && isSource(name) && isBelow(file))) changed.add(file);
    clearTimeout(timer);
    timer = setTimeout(() => {
      follow();
      const all = [...changed].sort();
      changed.clear();
      if (all.length > 0) onChange(all);
    }, SETTLES_MS);
  }

  const isBelow = (file: string): boolean => folders.some((folder) => file.startsWith(folder + path.sep));
  follow();
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
  };
}

/** Not what editors write beside a file, and no test. */
function isSource(name: string): boolean {
  return /^[^.].*\.(ts|css|html|json|ya?ml)$/.test(name) && !name.endsWith('.test.ts');
}

function withFoldersBelow(folder: string): string[] {
  try {
    const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return [folder, ...below.flatMap(({ name }) => withFoldersBelow(path.join(folder, name)))];
  } catch {
    return [];
  }
}
