import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { RestClient } from './rest';

type Answer = {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  drop?: true;
  stall?: true;
};

let server: http.Server;
let answers: Answer[];
let requests: string[];
let pauses: number[];

beforeEach(async () => {
  answers = [];
  requests = [];
  pauses = [];
  server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      requests.push(`${request.method} ${request.url} ${request.headers.authorization} ${body}`.trim());
      const { status = 200, body: content = {}, headers = {}, drop, stall } = answers.shift() ?? {};
      if (stall) return;
      if (drop) return void request.socket.destroy();
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(content));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const client = () =>
  new RestClient({
    authorization: 'Basic abc',
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    timeoutMs: 200,
    pause: (ms) => Promise.resolve(void pauses.push(ms)),
  });

test('requests go to the local platform under the host that they are for', async () => {
  answers = [{ body: { sid: 'WS1' } }];
  const form = { FriendlyName: 'A & B' };
  await expect(
    client().request({ method: 'POST', host: 'taskrouter.twilio.com', path: '/v1/Workspaces', form }),
  ).resolves.toEqual({ sid: 'WS1' });
  expect(requests).toEqual(['POST /taskrouter.twilio.com/v1/Workspaces Basic abc FriendlyName=A+%26+B']);
});

test('a 429 is waited out for as long as the platform says, also of a write', async () => {
  answers = [{ status: 429, headers: { 'retry-after': '2' } }, { status: 429 }, { body: { ok: true } }];
  await expect(client().request({ method: 'POST', host: 'h.io', path: '/p', json: {} })).resolves.toEqual({
    ok: true,
  });
  expect(pauses[0]).toBe(2000);
  expect(requests).toHaveLength(3);
});

test('a read is tried again after an accident, a write is not', async () => {
  answers = [{ status: 503 }, { drop: true }, { body: { ok: true } }];
  await expect(client().request({ method: 'GET', host: 'h.io', path: '/p' })).resolves.toEqual({ ok: true });
  answers = [{ status: 503 }];
  await expect(client().request({ method: 'POST', host: 'h.io', path: '/p' })).rejects.toMatchObject({
    status: 503,
    isIndeterminate: true,
  });
  expect(requests).toHaveLength(4);
});

test('a platform that does not answer is given up, and nobody knows what it did', async () => {
  answers = [{ stall: true }];
  await expect(client().request({ method: 'POST', host: 'h.io', path: '/p' })).rejects.toMatchObject({
    status: 0,
    isIndeterminate: true,
  });
});

test.each([
  [
    'Twilio',
    { code: 20001, message: 'Worker with the same friendly name already exists' },
    'POST h.io/p: 400 (20001): Worker with the same friendly name already exists',
  ],
  [
    'Vapi',
    { message: ['name must be shorter', 'url must be a URL'], error: 'Bad Request' },
    'POST h.io/p: 400 (Bad Request): name must be shorter; url must be a URL',
  ],
])('an error says what %s said', async (_, body, message) => {
  answers = [{ status: 400, body }];
  await expect(client().request({ method: 'POST', host: 'h.io', path: '/p' })).rejects.toThrow(message);
});
