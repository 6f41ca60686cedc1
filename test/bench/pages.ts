import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { pageOf } from '../../functions/console-page';
import { bundlePages } from '../../scripts/build-pages';
import type { Measure } from './measure';

const [SIGN_IN_KB, ALL_KB] = [60, 300];
const PAGES = [
  { name: 'console', opens: 'desk', later: ['twilio-phone'], with: 'a telephone in the browser' },
  { name: 'board', opens: 'board', later: ['report-view'], with: 'the outcomes' },
] as const;

type Files = ReadonlyMap<string, Uint8Array>;

/** What the pages weigh over the wire, as gzip makes them: document, scripts and styles, each file once. */
export async function measurePages(): Promise<Measure[]> {
  const files = await bundlePages();
  return PAGES.flatMap(({ name, opens, later, with: more }) => {
    const { html } = pageOf({ title: name, assets: '', name, channels: [] });
    const signIn = new Set([...withStatic(files, `${name}/main.js`), `${name}/${name}.css`]);
    const open = new Set([...signIn, ...withStatic(files, chunk(files, name, opens))]);
    const all = new Set([
      ...open,
      ...later.flatMap((one) => [...withStatic(files, chunk(files, name, one))]),
    ]);
    const kb = (names: ReadonlySet<string>): number =>
      [Buffer.from(html), ...[...names].map((file) => contentsOf(files, file))]
        .map((contents) => gzipSync(contents).length / 1024)
        .reduce((sum, size) => sum + size, 0);
    return [
      measure(`${name}: sign-in over the wire`, kb(signIn), SIGN_IN_KB),
      measure(`${name}: first load over the wire`, kb(open), ALL_KB),
      measure(`${name}: first load with ${more}`, kb(all), ALL_KB),
    ];
  });
}

/** A script and all that it cannot begin without. */
function withStatic(files: Files, script: string, found = new Set<string>()): Set<string> {
  if (found.has(script)) return found;
  found.add(script);
  const text = Buffer.from(contentsOf(files, script)).toString('utf8');
  for (const [, imported = ''] of text.matchAll(/(?:from|import)"(\.[^"]+)"/g))
    withStatic(files, path.posix.join(path.posix.dirname(script), imported), found);
  return found;
}

function chunk(files: Files, page: string, name: string): string {
  const found = [...files.keys()].find((file) => file.startsWith(`${page}/${name}-`));
  if (!found) throw new Error(`the page ${page} has no part ${name}`);
  return found;
}

function contentsOf(files: Files, name: string): Uint8Array {
  const contents = files.get(name);
  if (!contents) throw new Error(`the pages have no file ${name}`);
  return contents;
}

function measure(name: string, value: number, goal: number): Measure {
  return { name, value, unit: 'KB', goal, note: 'gzip' };
}
