import path from 'node:path';
import * as esbuild from 'esbuild';

const SOURCE = path.resolve(__dirname, '../assets');
/** A folder of `assets/` each, with a `main.ts` and a stylesheet of its own name. */
const PAGES = ['board', 'console'];

/** The pages as assets by their names: the sign-in alone is small, what opens behind it comes after it. */
export async function bundlePages(): Promise<Map<string, Uint8Array>> {
  const bundles = await Promise.all(PAGES.map(bundle));
  return new Map(bundles.flat());
}

async function bundle(page: string): Promise<(readonly [string, Uint8Array])[]> {
  const { outputFiles } = await esbuild.build({
    entryPoints: ['main.ts', `${page}.css`].map((file) => path.join(SOURCE, page, file)),
    outbase: SOURCE,
    outdir: SOURCE,
    bundle: true,
    minify: true,
    splitting: true,
    chunkNames: `${page}/[name]-[hash]`,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'silent',
    write: false,
  });
  return outputFiles.map(({ path: file, contents }) => [path.relative(SOURCE, file), contents]);
}
