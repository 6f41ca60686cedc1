import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';

const ROOT = path.resolve(__dirname, '..');
const ENTRY = 'scripts/emulator/package/index.ts';
const PAGES = 'emulator/control/face/browser';
const OUT = path.join(ROOT, 'dist/emulator');
const TYPES = 'types';
/** The user's own: a client of theirs takes the transport that the package brings. */
const PEERS: Readonly<Record<string, string>> = { twilio: '^5.0.0 || ^6.0.0' };

interface Project {
  readonly version: string;
  readonly license: string;
  readonly engines: object;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** Makes the emulator a package for other projects in an empty folder: the program, its pages, its guide; no types. */
export async function writeEmulatorPackage(folder: string): Promise<void> {
  const [{ metafile }] = await Promise.all([bundleProgram(folder), bundlePages(folder)]);
  for (const page of ['page', 'playground'])
    for (const kind of ['html', 'css'])
      cpSync(path.join(ROOT, PAGES, `${page}.${kind}`), path.join(folder, 'browser', `${page}.${kind}`));
  cpSync(path.join(ROOT, 'bin/redirect.js'), path.join(folder, 'redirect.js'));
  cpSync(path.join(ROOT, 'emulator/GAPS.md'), path.join(folder, 'GAPS.md'));
  const guide = readFileSync(path.join(ROOT, 'docs/emulator.md'), 'utf8');
  writeFileSync(path.join(folder, 'README.md'), guide.replaceAll('../emulator/GAPS.md', 'GAPS.md'));
  writeFileSync(
    path.join(folder, 'cli.js'),
    `#!/usr/bin/env node\nvoid require('./index.js').main(process.argv.slice(2));\n`,
  );
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest(metafile), null, 2)}\n`);
}

function bundleProgram(folder: string): Promise<esbuild.BuildResult<{ metafile: true }>> {
  return esbuild.build({
    entryPoints: [ENTRY],
    absWorkingDir: ROOT,
    outdir: folder,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    metafile: true,
    logLevel: 'silent',
  });
}

async function bundlePages(folder: string): Promise<void> {
  await esbuild.build({
    entryPoints: { page: `${PAGES}/main.ts`, playground: `${PAGES}/playground/main.ts` },
    absWorkingDir: ROOT,
    outdir: path.join(folder, 'browser'),
    bundle: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'silent',
  });
}

/** The program's types name those of this package, which brings none of its own. */
const TYPED_APART = '@types/ws';

/** Depends on what the program imports, in the versions with which it is tested here. */
function manifest({ outputs }: esbuild.Metafile): object {
  const project = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Project;
  const imported = Object.values(outputs)
    .flatMap(({ imports }) => imports)
    .filter(({ kind }) => kind === 'require-call' || kind === 'import-statement')
    .map(({ path: name }) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'));
  const versions = Object.entries({ ...project.dependencies, ...project.devDependencies });
  const needed = versions.filter(([name]) => imported.includes(name) || name === TYPED_APART);
  return {
    name: 'voice-handoff-emulator',
    version: project.version,
    description:
      'A local Twilio (TaskRouter, Sync, Voice, Serverless) and Vapi on one port, for tests and by hand',
    license: project.license,
    engines: project.engines,
    bin: { 'voice-handoff-emulator': 'cli.js' },
    main: 'index.js',
    types: `${TYPES}/${ENTRY.replace(/\.ts$/, '.d.ts')}`,
    dependencies: Object.fromEntries(needed.filter(([name]) => PEERS[name] === undefined)),
    peerDependencies: PEERS,
  };
}

/** The declarations of the entry and of all that it imports. */
function writeTypes(folder: string): void {
  const emitting = ['--noEmit', 'false', '--emitDeclarationOnly', '--outDir', folder];
  const whole = ['--incremental', 'false', '--tsBuildInfoFile', 'null'];
  const project = path.join(ROOT, path.dirname(ENTRY));
  const compiler = require.resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', project, ...emitting, ...whole], { stdio: 'inherit' });
}

/** `npm run pack:emulator`: the file that `npm install` takes in another project. */
async function main(): Promise<void> {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  await writeEmulatorPackage(OUT);
  writeTypes(path.join(OUT, TYPES));
  const destination = path.dirname(OUT);
  const packed = execFileSync('npm', ['pack', '--pack-destination', destination, '--silent'], { cwd: OUT });
  console.log(path.relative(process.cwd(), path.join(destination, packed.toString().trim())));
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
