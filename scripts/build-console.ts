import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';

const SOURCE = path.resolve(__dirname, '../assets/console');

/** The agent's page as assets by their names: the sign-in alone is small, the desk comes after it. */
export async function bundleConsole(): Promise<Map<string, Uint8Array>> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(SOURCE, 'main.ts')],
    outdir: SOURCE,
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'silent',
    write: false,
  });
  return new Map([
    ['console/console.css', readFileSync(path.join(SOURCE, 'console.css'))],
    ...outputFiles.map(
      ({ path: file, contents }) => [`console/${path.relative(SOURCE, file)}`, contents] as const,
    ),
  ]);
}
