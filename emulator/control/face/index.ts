import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Hono } from 'hono';

const FOLDER = join(__dirname, 'browser');
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'";

const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** The pages: `/` shows what is in the emulator, `/playground` is to talk with it. Scripts are bundled when first asked for. */
export function mountFace(app: Hono): void {
  mountPage(app, '/', 'page', 'main.ts');
  mountPage(app, '/playground', 'playground', 'playground/main.ts');
}

function mountPage(app: Hono, path: string, name: string, entry: string): void {
  let script: Promise<string> | undefined;
  const text = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');
  app.get(path, (c) => c.html(text(`${name}.html`), 200, { ...HEADERS, 'content-security-policy': POLICY }));
  app.get(`/_emulator/${name}.css`, (c) =>
    c.body(text(`${name}.css`), 200, { ...HEADERS, 'content-type': 'text/css' }),
  );
  app.get(`/_emulator/${name}.js`, async (c) => {
    script ??= bundle(entry);
    return c.body(await script, 200, { ...HEADERS, 'content-type': 'text/javascript' });
  });
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(FOLDER, entry)],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
