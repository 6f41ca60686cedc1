import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { routeFile, SERVICES, type ServiceEntry } from '../functions/services';
import { bundlePages } from './build-pages';
import { holdChord, holdMusic } from './hold-music';

/** A route's bundle may not grow over this: the time to load it is part of every cold start. */
const LARGEST_BUNDLE_BYTES = 120 * 1024;
const ROOT = path.resolve(__dirname, '..');
const SOURCE = path.join(ROOT, 'functions/routes');
/** An environment's own words, laid over ours. */
const OWN_TEXTS = path.join(ROOT, 'assets/texts.private.json');
const FOLDERS = ['control', 'events', 'console', 'local'];

export interface BuiltRoute {
  readonly service: ServiceEntry['name'];
  /** URL path without the leading slash. */
  readonly path: string;
  readonly file: string;
  readonly bytes: number;
}

export interface BuildOptions {
  /** Prints nothing. */
  readonly quiet?: boolean;
  /** Default: `dist` in the project. */
  readonly outDir?: string;
}

/**
 * Bundles every route: `control/`, `events/` and `console/` are the Functions services, `local/` holds all for twilio-run.
 * What was built before stays until everything new is there. Throws where files and `functions/services.ts` disagree, a
 * bundle is too large, or a source has mistakes (esbuild's BuildFailure).
 */
export async function build(options: BuildOptions = {}): Promise<BuiltRoute[]> {
  const outDir = options.outDir ?? path.join(ROOT, 'dist');
  checkFiles();
  const files = new Map<string, Uint8Array>([...shared(), ...(await consolePage())]);
  const built: BuiltRoute[] = [];
  for (const service of SERVICES) {
    const bundles = await bundled(service);
    for (const route of service.routes) {
      const file = routeFile(route, 'js');
      const contents = bundles.get(file) ?? new Uint8Array();
      for (const folder of [service.folder, 'local']) files.set(`${folder}/functions/${file}`, contents);
      built.push({
        service: service.name,
        path: route.path,
        file: path.join(outDir, service.folder, 'functions', file),
        bytes: contents.length,
      });
    }
  }
  if (!options.quiet) printTable(built);
  const tooLarge = built.filter(({ bytes }) => bytes > LARGEST_BUNDLE_BYTES);
  if (tooLarge.length > 0) {
    throw new Error(`over ${LARGEST_BUNDLE_BYTES} bytes: ${tooLarge.map((route) => route.path).join(', ')}`);
  }
  replace(outDir, files);
  return built;
}

/** Assets beside the agent's page, by their place in the output. */
function shared(): Map<string, Uint8Array> {
  const music = { 'hold-music.wav': holdMusic(), 'hold-chord.wav': holdChord() };
  // twilio-run wants a package in the folder that it serves.
  const files = new Map<string, Uint8Array>([
    ['local/package.json', Buffer.from('{ "private": true }\n')],
    ...['control', 'local'].flatMap((folder) =>
      Object.entries(music).map(([name, wave]) => [`${folder}/assets/${name}`, wave] as const),
    ),
  ]);
  if (!existsSync(OWN_TEXTS)) return files;
  const own = readFileSync(OWN_TEXTS);
  for (const folder of FOLDERS) files.set(`${folder}/assets/texts.private.json`, own);
  return files;
}

async function consolePage(): Promise<Map<string, Uint8Array>> {
  const page = [...(await bundlePages())];
  return new Map(
    ['console', 'local'].flatMap((folder) =>
      page.map(([name, contents]) => [`${folder}/assets/${name}`, contents] as const),
    ),
  );
}

/** A service's routes, bundled, by file name. */
async function bundled(service: ServiceEntry): Promise<Map<string, Uint8Array>> {
  const { outputFiles } = await esbuild.build({
    entryPoints: service.routes.map((route) => path.join(SOURCE, routeFile(route, 'ts'))),
    outbase: SOURCE,
    outdir: SOURCE,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'silent',
    write: false,
  });
  return new Map(
    outputFiles.map(({ path: file, contents }) => [
      path.relative(SOURCE, file).split(path.sep).join('/'),
      contents,
    ]),
  );
}

function replace(outDir: string, files: ReadonlyMap<string, Uint8Array>): void {
  for (const folder of FOLDERS) {
    rmSync(path.join(outDir, folder), { recursive: true, force: true });
    for (const part of ['assets', 'functions'])
      mkdirSync(path.join(outDir, folder, part), { recursive: true });
  }
  for (const [name, contents] of files) {
    const file = path.join(outDir, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, contents);
  }
}

/** Only files of the table are built, and only built files can be reached: the two must not drift apart. */
function checkFiles(): void {
  const listed = SERVICES.flatMap(({ routes }) => routes.map((route) => routeFile(route, 'ts')));
  const found = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) => statSync(path.join(SOURCE, file)).isFile());
  const missing = listed.filter((file) => !found.includes(file));
  const unlisted = found.filter((file) => !listed.includes(file));
  const problems = [
    ...missing.map((f) => `no file ${f}`),
    ...unlisted.map((f) => `not in services.ts: ${f}`),
  ];
  if (problems.length > 0)
    throw new Error(`functions/routes and services.ts disagree: ${problems.join('; ')}`);
}

function printTable(built: readonly BuiltRoute[]): void {
  const width = Math.max(...built.map((route) => route.path.length));
  for (const { service, path: route, bytes } of built) {
    console.log(`${service}  ${route.padEnd(width)}  ${(bytes / 1024).toFixed(1).padStart(6)} KB`);
  }
}

if (require.main === module) {
  build().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
