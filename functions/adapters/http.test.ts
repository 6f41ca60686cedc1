import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpClient } from './http';
import type { Host } from '../ports/host';

/** A host whose time stands still until a test moves it. */
class StillHost implements Host {
  timers: { run: () => void; delayMs: number; stopped: boolean }[] = [];
  open = 0;
  now = () => 1_000;
  hex = () => '00';
  after(delayMs: number, run: () => void): () => void {
    const timer = { run, delayMs, stopped: false };
    this.timers.push(timer);
    return () => (timer.stopped = true);
  }
  upstreamStarted() {
    this.open += 1;
    return { headers: { 'x-work': 'w-1' }, end: () => void (this.open -= 1) };
  }
}

describe('HttpClient', () => {
  let host: StillHost;
  let server: http.Server;
  let url: string;
  let seen: { method?: string | undefined; headers: http.IncomingHttpHeaders; body: string }[];
  let answer: (response: http.ServerResponse) => void;

  beforeEach(async () => {
    host = new StillHost();
    seen = [];
    server = http.createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        seen.push({ method: request.method, headers: request.headers, body });
        answer(response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const send = (more: object = {}) =>
    new HttpClient(host).send({ method: 'POST', url, deadlineMs: 2_500, ...more });

  it('sends a form with repeated names, and the headers of the host', async () => {
    answer = (response) => response.writeHead(201, { etag: '"7"' }).end('{"sid":"X"}');
    const got = await send({ form: { A: 'ü&=', B: ['1', '2'], C: undefined } });
    expect(got).toEqual({ kind: 'ok', value: { body: { sid: 'X' }, etag: '"7"' } });
    expect(seen[0]).toMatchObject({
      method: 'POST',
      body: 'A=%C3%BC%26%3D&B=1&B=2',
      headers: { 'x-work': 'w-1', 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(host.open).toBe(0);
    expect(host.timers.every((timer) => timer.stopped)).toBe(true);
  });

  it.each([
    [404, 'refused'],
    [412, 'refused'],
    [302, 'refused'],
    [500, 'indeterminate'],
    [503, 'indeterminate'],
    [429, 'throttled'],
  ])('takes status %i as %s', async (status, kind) => {
    answer = (response) =>
      response.writeHead(status, { 'retry-after': '2' }).end(status === 404 ? '{"code":20404}' : '<html>');
    expect(await send()).toMatchObject({
      kind,
      ...(kind === 'throttled' && { retryAfterMs: 2_000 }),
      ...(kind === 'refused' && { status, code: status === 404 ? 20404 : undefined }),
    });
  });

  it('gives up at the deadline of the host: nothing is known of what was done', async () => {
    answer = () => host.timers[0]?.run();
    expect(await send()).toEqual({ kind: 'indeterminate' });
    expect(host.timers[0]?.delayMs).toBe(2_500);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(host.open).toBe(0);
  });

  it('gives up when the answer stalls in the middle', async () => {
    answer = (response) => {
      response.writeHead(200).write('{"half":');
      setTimeout(() => host.timers[0]?.run(), 20);
    };
    expect(await send()).toMatchObject({ kind: 'indeterminate' });
  });

  it('tells a broken connection (unknown) from one that never was (nothing done)', async () => {
    answer = (response) => response.destroy();
    expect(await send()).toMatchObject({ kind: 'indeterminate' });
    expect(await send({ url: 'http://127.0.0.1:1/' })).toMatchObject({ kind: 'refused', status: 0 });
    expect(host.open).toBe(0);
  });
});
