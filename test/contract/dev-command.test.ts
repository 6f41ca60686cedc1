import { spawn, type ChildProcess } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
const running = new Set<ChildProcess>();
afterAll(() => running.forEach((child) => child.kill('SIGKILL')));

/** `npm run dev` without npm between. */
function dev(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/dev.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: '1' },
  });
  running.add(child);
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      for (const listener of listeners) listener();
    });
  }
  return {
    child,
    output: () => output,
    printed: (what: RegExp) =>
      new Promise<void>((resolve) => {
        const look = (): void => void (what.test(output) && resolve());
        listeners.add(look);
        look();
      }),
    ended: new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code))),
  };
}

test('npm run dev says where to look and what to try, and ends cleanly on Ctrl-C', async () => {
  const { child, output, printed, ended } = dev('--port', '0');
  await printed(/Ctrl-C ends it/);
  const [, url = ''] = /playground\s+(http\S+)\/playground/.exec(output()) ?? [];
  expect(output()).toMatch(/agent’s page\s+http:\/\/127\.0\.0\.1:\d+\/console\n/);
  expect(output()).toMatch(/sign in, Ana\s+http:\/\/127\.0\.0\.1:\d+\/console#invite=\S+\n/);
  expect(output().trim().split('\n').length).toBeLessThan(20);
  expect((await fetch(`${url}/playground`)).status).toBe(200);
  // A page that is open does not hold it up.
  const stream = await fetch(`${url}/_emulator/live`);
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  await expect(stream.text()).rejects.toThrow();
}, 60_000);

test('a port that is taken is said, with what to do', async () => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  const { output, ended } = dev('--port', String(port));
  expect(await ended).toBe(1);
  expect(output()).toMatch(new RegExp(`port ${port} is taken.*--port`));
  server.close();
}, 30_000);
