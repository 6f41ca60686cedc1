import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { DevWorkshop } from './workshop';

let root: string;
let forced: number;
let bringIntoForce: () => Promise<unknown>;
let workshop: DevWorkshop;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'workshop-'));
  forced = 0;
  bringIntoForce = () => Promise.resolve();
  for (const [name, from] of [
    ['rules.yaml', 'routing/rules.yaml'],
    ['en.json', 'texts/en.json'],
  ] as const)
    copyFileSync(from, path.join(root, name));
  workshop = new DevWorkshop({
    root,
    rules: path.join(root, 'rules.yaml'),
    texts: [path.join(root, 'en.json')],
    async bringIntoForce() {
      forced += 1;
      await bringIntoForce();
    },
    signInLink: () => Promise.resolve(''),
  });
});
afterEach(() => rmSync(root, { recursive: true }));

const edit = (name: string, from: string, to: string): void =>
  workshop.write(name, workshop.read(name).replace(from, to));

describe('the workshop of npm run dev', () => {
  it('says all mistakes of rules and texts at their lines, and brings nothing of them into force', async () => {
    edit('rules.yaml', 'queue: billing', 'queue: biling');
    edit('en.json', '{minutes}', '{min}');
    await workshop.renew('both');
    expect(forced).toBe(0);
    const { status, mistakes } = workshop.state();
    expect(status).toBe('refused');
    const lineOf = (file: string, word: string) =>
      readFileSync(path.join(root, file), 'utf8')
        .split('\n')
        .findIndex((line) => line.includes(word)) + 1;
    expect(mistakes).toEqual([
      expect.objectContaining({
        file: 'rules.yaml',
        line: lineOf('rules.yaml', 'biling'),
        fix: "Did you mean 'billing'?",
      }),
      expect.objectContaining({ file: 'en.json', line: lineOf('en.json', '{min}') }),
    ]);
    edit('rules.yaml', 'queue: biling', 'queue: billing');
    edit('en.json', '{min}', '{minutes}');
    await workshop.renew('both');
    expect([forced, workshop.state().status, workshop.state().mistakes]).toEqual([1, 'in-force', []]);
  });

  it('takes up a text that is gone or asks for something else once the code has changed too', async () => {
    edit('en.json', '{minutes}', '{min}');
    await workshop.renew('en.json');
    expect(workshop.state().status).toBe('refused');
    await workshop.renew('hold.ts', true);
    expect(workshop.state().status).toBe('in-force');
    edit('en.json', '{min}', '{minutes}');
    await workshop.renew('en.json');
    expect(workshop.state().status).toBe('refused');
  });

  it('names the line of a source that cannot be built', async () => {
    const file = path.join(root, 'broken.ts');
    writeFileSync(file, 'const fine = 1;\nexport const x: = 3;\n');
    bringIntoForce = () => esbuild.build({ entryPoints: [file], write: false, logLevel: 'silent' });
    await workshop.renew('broken.ts');
    expect(workshop.state()).toMatchObject({
      status: 'refused',
      mistakes: [{ file: 'broken.ts', line: 2, column: 17, message: expect.stringMatching(/Unexpected/) }],
    });
  });

  it('does one thing at a time, and takes up what changed meanwhile once', async () => {
    let finish: () => void = () => undefined;
    bringIntoForce = () => new Promise<void>((resolve) => (finish = resolve));
    const seen: string[] = [];
    workshop.onChange(() => seen.push(`${workshop.state().about} ${workshop.state().status}`));
    const first = workshop.renew('a');
    void workshop.renew('b');
    void workshop.renew('c');
    expect(forced).toBe(1);
    bringIntoForce = () => Promise.resolve();
    finish();
    await first;
    expect(forced).toBe(2);
    expect(seen).toEqual(['a working', 'a in-force', 'c working', 'c in-force']);
  });
});
