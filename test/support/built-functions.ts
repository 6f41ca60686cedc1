import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build, type BuiltRoute } from '../../scripts/build';

export interface BuiltFunctions {
  readonly folder: string;
  readonly routes: readonly BuiltRoute[];
  remove(): void;
}

/** All functions, built into a folder of the test file's own: test files run side by side, and each build starts anew. */
export async function builtFunctions(): Promise<BuiltFunctions> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'built-functions-'));
  const routes = await build({ quiet: true, outDir: folder });
  return { folder, routes, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
