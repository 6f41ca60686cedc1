import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let checkout: string;

beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), 'handoff-checkout-'));
  mkdirSync(join(checkout, 'scripts'));
  copyFileSync(join(__dirname, 'engine.ts'), join(checkout, 'scripts/engine.ts'));
});

afterAll(() => rmSync(checkout, { recursive: true }));

/** What `npm test` does first, in a checkout without a cache, on a machine without Go. */
function prepared(env: Record<string, string>) {
  const args = ['--require', require.resolve('tsx/cjs'), join(checkout, 'scripts/engine.ts'), '--for-tests'];
  return spawnSync(process.execPath, args, { env: { PATH: '', ...env }, encoding: 'utf8' });
}

test('where neither the engine nor Go is at hand one line says what is skipped; in CI that is a failure', () => {
  expect(prepared({})).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringMatching(
      /^Skipped: the tests with the Pulumi engine, because neither .* nor Go .*\n$/,
    ),
  });
  expect(prepared({ CI: 'true' })).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(/^CI must run the tests with the Pulumi engine, but neither .*\n$/),
  });
});
