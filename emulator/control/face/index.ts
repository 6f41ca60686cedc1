import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hono } from 'hono';

const FOLDER = join(__dirname, 'browser');
const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** What a page may speak with and play besides its own address, as sources of a content security policy. */
export interface Reach {
  readonly connects: string;
  readonly media: string;
}

/** The pages: `/` shows what is in the emulator, `/playground` is to talk with it. */
export function mountFace(app: Hono): void {
  mountPage(app, '/', 'page', 'main.ts');
  mountPage(app, '/playground', 'playground', 'playground/main.ts');
}

/** The playground before a real account, at the same address. */
export function mountAccountFace(app: Hono, reach: Reach): void {
  mountStyle(app, 'page');
  mountPage(app, '/playground', 'playground', 'playground/account/main.ts', reach);
}

function mountPage(app: Hono, path: string, name: string, entry: string, reach?: Reach): void {
  let script: Promise<string> | undefined;
  const headers = { ...HEADERS, 'content-security-policy': policy(reach) };
  app.get(path, (c) => c.html(text(`${name}.html`), 200, headers));
  mountStyle(app, name);
  app.get(`/_emulator/${name}.js`, async (c) => {
    script ??= scriptOf(name, entry);
    return c.body(await script, 200, { ...HEADERS, 'content-type': 'text/javascript' });
  });
}

function mountStyle(app: Hono, name: string): void {
  app.get(`/_emulator/${name}.css`, (c) =>
    c.body(text(`${name}.css`), 200, { ...HEADERS, 'content-type': 'text/css' }),
  );
}

function policy(reach: Reach | undefined): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self'${reach ? ` ${reach.connects}` : ''}`,
    ...(reach ? [`media-src 'self' mediastream: ${reach.media}`] : []),
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function text(file: string): string {
  return readFileSync(join(FOLDER, file), 'utf8');
}

/** What a package brings along; bundled when first asked for where the sources are. */
async function scriptOf(name: string, entry: string): Promise<string> {
  return existsSync(join(FOLDER, `${name}.js`)) ? text(`${name}.js`) : bundle(entry);
}

async function bundle(entry: string): Promise<string> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [join(FOLDER, entry)],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
