import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { build } from '../../scripts/build';

const ROOT = path.resolve(__dirname, '../..');
const BUILDS = path.join(ROOT, '.cache/built-functions');
/** What goes into a bundle, and what makes it. */
const SOURCES = ['assets', 'functions', 'routing', 'scripts', 'texts', 'package-lock.json'];
/** Another run may still be reading what is younger. */
const OLD_MS = 60 * 60 * 1000;

/**
 * The folder of all functions, built once for all test files from the sources as they are now: nobody changes it. Files
 * that ask at the same moment build side by side, and the first one that is done serves all.
 */
export async function builtFunctions(): Promise<string> {
  const folder = path.join(BUILDS, fingerprint());
  if (existsSync(folder)) return folder;
  mkdirSync(BUILDS, { recursive: true });
  const own = mkdtempSync(path.join(BUILDS, 'new-'));
  await build({ quiet: true, outDir: own });
  try {
    renameSync(own, folder);
  } catch {
    rmSync(own, { recursive: true });
  }
  removeOld(folder);
  return folder;
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const top = path.join(ROOT, source);
    const files = statSync(top).isFile() ? [''] : readdirSync(top, { recursive: true, encoding: 'utf8' });
    for (const file of files.sort()) {
      const { mtimeMs, size } = statSync(path.join(top, file));
      hash.update(`${source}/${file} ${mtimeMs} ${size}\n`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}

function removeOld(current: string): void {
  for (const name of readdirSync(BUILDS)) {
    const folder = path.join(BUILDS, name);
    const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (folder !== current && age > OLD_MS) rmSync(folder, { recursive: true, force: true });
  }
}
