import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { watchSources } from './watch';

let root: string;
let unwatch: () => void;
let told: (files: readonly string[]) => void;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'watch-'));
  mkdirSync(path.join(root, 'deep/er'), { recursive: true });
  mkdirSync(path.join(root, 'other'));
  unwatch = watchSources(
    { folders: [path.join(root, 'deep')], files: [path.join(root, 'other/rules')] },
    (files) => told(files.map((file) => path.relative(root, file))),
  );
});
afterEach(() => {
  unwatch();
  rmSync(root, { recursive: true });
});

/** What is told next after this was done. */
function after(act: () => void): Promise<readonly string[]> {
  return new Promise((resolve) => {
    told = resolve;
    act();
  });
}
const write = (file: string): void => writeFileSync(path.join(root, file), String(Math.random()));

describe('watching sources', () => {
  it('tells a file that is written, and one that replaces another by its name', async () => {
    expect(await after(() => write('deep/er/a.ts'))).toEqual(['deep/er/a.ts']);
    expect(
      await after(() => {
        write('deep/er/4913');
        write('deep/er/.a.ts.swp');
        renameSync(path.join(root, 'deep/er/4913'), path.join(root, 'deep/er/a.ts'));
      }),
    ).toEqual(['deep/er/a.ts']);
  });

  it('follows a folder that was made later, and the one file elsewhere', async () => {
    await after(() => {
      mkdirSync(path.join(root, 'deep/new'));
      write('deep/b.json');
    });
    expect(await after(() => write('deep/new/c.yaml'))).toEqual(['deep/new/c.yaml']);
    expect(
      await after(() => {
        write('other/notes.json');
        write('other/rules');
      }),
    ).toEqual(['other/rules']);
  });
});
