import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';

const SOURCE = path.resolve(__dirname, '../assets/console');

/** Builds the agent's page into `console/` of each folder of assets: the sign-in alone is small, the desk comes after it. */
export async function buildConsole(assetFolders: readonly string[]): Promise<void> {
  for (const folder of assetFolders) {
    const outdir = path.join(folder, 'console');
    mkdirSync(outdir, { recursive: true });
    copyFileSync(path.join(SOURCE, 'console.css'), path.join(outdir, 'console.css'));
    await esbuild.build({
      entryPoints: [path.join(SOURCE, 'main.ts')],
      outdir,
      bundle: true,
      minify: true,
      splitting: true,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      legalComments: 'none',
    });
  }
}
