import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import type { Hono } from 'hono';

const FOLDER = path.join(__dirname, 'browser');
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'";

/** The page at `/`: what is in the emulator, live. Its script is bundled when it is first asked for. */
export function mountFace(app: Hono): void {
  let script: Promise<string> | undefined;
  const text = (file: string): string => readFileSync(path.join(FOLDER, file), 'utf8');
  const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
  app.get('/', (c) => c.html(text('page.html'), 200, { ...headers, 'content-security-policy': POLICY }));
  app.get('/_emulator/page.css', (c) =>
    c.body(text('page.css'), 200, { ...headers, 'content-type': 'text/css' }),
  );
  app.get('/_emulator/page.js', async (c) => {
    script ??= bundle();
    return c.body(await script, 200, { ...headers, 'content-type': 'text/javascript' });
  });
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(FOLDER, 'main.ts')],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
