import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { routeFile, SERVICES, type ServiceEntry } from '../functions/services';
import { buildConsole } from './build-console';
import { holdChord, holdMusic } from './hold-music';

/** A route's bundle may not grow over this: the time to load it is part of every cold start. */
const LARGEST_BUNDLE_BYTES = 120 * 1024;
const ROOT = path.resolve(__dirname, '..');
const SOURCE = path.join(ROOT, 'functions/routes');
/** An environment's own words, laid over ours. */
const OWN_TEXTS = path.join(ROOT, 'assets/texts.private.json');

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
 * Throws where files and `functions/services.ts` disagree, or a bundle is too large.
 */
export async function build(options: BuildOptions = {}): Promise<BuiltRoute[]> {
  const outDir = options.outDir ?? path.join(ROOT, 'dist');
  checkFiles();
  const music = { 'hold-music.wav': holdMusic(), 'hold-chord.wav': holdChord() };
  for (const folder of ['control', 'events', 'console', 'local']) {
    rmSync(path.join(outDir, folder), { recursive: true, force: true });
    mkdirSync(path.join(outDir, folder, 'assets'), { recursive: true });
    mkdirSync(path.join(outDir, folder, 'functions'), { recursive: true });
    if (existsSync(OWN_TEXTS))
      copyFileSync(OWN_TEXTS, path.join(outDir, folder, 'assets/texts.private.json'));
    if (folder !== 'control' && folder !== 'local') continue;
    for (const [name, content] of Object.entries(music)) {
      writeFileSync(path.join(outDir, folder, 'assets', name), content);
    }
  }
  await buildConsole(['console', 'local'].map((folder) => path.join(outDir, folder, 'assets')));
  // twilio-run wants one in the folder that it serves.
  writeFileSync(path.join(outDir, 'local/package.json'), '{ "private": true }\n');
  const built: BuiltRoute[] = [];
  for (const service of SERVICES) {
    const result = await esbuild.build({
      entryPoints: service.routes.map((route) => path.join(SOURCE, routeFile(route, 'ts'))),
      outbase: SOURCE,
      outdir: path.join(outDir, service.folder, 'functions'),
      bundle: true,
      minify: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      write: false,
    });
    for (const route of service.routes) {
      const file = path.join(outDir, service.folder, 'functions', routeFile(route, 'js'));
      const contents = result.outputFiles.find((output) => output.path === file)?.contents ?? Buffer.alloc(0);
      for (const copy of [file, path.join(outDir, 'local/functions', routeFile(route, 'js'))]) {
        mkdirSync(path.dirname(copy), { recursive: true });
        writeFileSync(copy, contents);
      }
      built.push({ service: service.name, path: route.path, file, bytes: contents.length });
    }
  }
  if (!options.quiet) printTable(built);
  const tooLarge = built.filter(({ bytes }) => bytes > LARGEST_BUNDLE_BYTES);
  if (tooLarge.length > 0) {
    throw new Error(`over ${LARGEST_BUNDLE_BYTES} bytes: ${tooLarge.map((route) => route.path).join(', ')}`);
  }
  return built;
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
