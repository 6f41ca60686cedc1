import { createHmac } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from '../../scripts/build';
import { serveFunctions } from '../../scripts/functions';

const CACHE = path.resolve(__dirname, '../../.cache');
const AT_ONCE = 20;
const REQUESTS = 3000;
const WARM_UP = 400;
const ROUNDS = 3;
const hex = 'a'.repeat(32);
const SECRET = 'bench-hmac-secret-0123456789';

export interface OwnTimeFigure {
  readonly name: string;
  /** The trivial function that it is compared with, in the same run. */
  readonly beside: string;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p50Ratio: number;
  readonly p99Ratio: number;
}

/** What the real platform gives every function: no work of its own but an answer, or the same upstream requests. */
const TRIVIAL = `exports.handler = (context, event, callback) => callback(null, { ok: true });`;
const TRIVIAL_WITH_UPSTREAM = `
const http = require('node:http');
const ask = (url, method, body) => new Promise((resolve, reject) => {
  const request = http.request(url, { method, agent: false }, (response) => {
    response.resume();
    response.on('end', resolve);
  });
  request.on('error', reject);
  request.end(body);
});
exports.handler = async (context, event, callback) => {
  await Promise.all([ask(context.TWILIO_BASE_URL + '/record', 'GET'), ask(context.TWILIO_BASE_URL + '/call', 'GET'), ask(context.TWILIO_BASE_URL + '/note', 'POST', 'Data=x')]);
  return callback(null, { ok: true });
};`;

/**
 * A function's own time with 20 requests at once, under real twilio-run (unforked) in a process of its own, beside
 * trivial functions in the same run. Upstreams answer at once from this process.
 */
export async function measureOwnTime(): Promise<OwnTimeFigure[]> {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(path.join(CACHE, 'bench-'));
  await build({ quiet: true, outDir: folder });
  const local = path.join(folder, 'local');
  writeFileSync(path.join(local, 'functions/trivial.js'), TRIVIAL);
  writeFileSync(path.join(local, 'functions/trivial-upstream.js'), TRIVIAL_WITH_UPSTREAM);
  const upstream = await startUpstream();
  const functions = await serveFunctions({
    port: await freePort(),
    variables: variables(upstream.url),
    folder: local,
  });
  try {
    let serial = 0;
    // No two alike: the same signature twice is a replay.
    const event = (): Prepared => {
      const body = JSON.stringify({
        message: {
          type: 'status-update',
          status: 'in-progress',
          call: { id: `leg-${++serial}`, phoneCallProvider: 'twilio', phoneCallProviderId: `CA${hex}` },
        },
      });
      const at = String(Date.now());
      const signature = createHmac('sha256', SECRET).update(`${at}.${body}`).digest('hex');
      return {
        headers: { 'content-type': 'application/json', 'x-timestamp': at, 'x-signature': signature },
        body,
      };
    };
    const assignment = (): Prepared => ({
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: assignmentBody(),
    });
    const targets: readonly Target[] = [
      { name: 'trivial', path: '/trivial', prepare: event },
      { name: 'vapi/events', path: '/vapi/events', prepare: event },
      { name: 'trivial, 3 upstream requests', path: '/trivial-upstream', prepare: assignment },
      { name: 'taskrouter/assignment', path: '/taskrouter/assignment', prepare: assignment },
    ];
    const times = new Map<string, number[]>();
    for (const target of targets) await load(functions.url, target, WARM_UP);
    // Round by round, so that a busy moment of the machine does not fall on one function alone.
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const target of targets) {
        const measured = await load(functions.url, target, REQUESTS / ROUNDS);
        times.set(target.name, [...(times.get(target.name) ?? []), ...measured]);
      }
    }
    const at = (name: string, share: number): number => {
      const sorted = (times.get(name) ?? []).sort((a, b) => a - b);
      return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
    };
    const figure = (name: string, beside: string): OwnTimeFigure => ({
      name,
      beside,
      p50Ms: at(name, 0.5),
      p99Ms: at(name, 0.99),
      p50Ratio: at(name, 0.5) / at(beside, 0.5),
      p99Ratio: at(name, 0.99) / at(beside, 0.99),
    });
    return [
      figure('vapi/events', 'trivial'),
      figure('taskrouter/assignment', 'trivial, 3 upstream requests'),
    ];
  } finally {
    await functions.stop();
    await upstream.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Prepared {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Target {
  readonly name: string;
  readonly path: string;
  prepare(): Prepared;
}

async function load(base: string, target: Target, count: number): Promise<number[]> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const times: number[] = [];
  let left = count;
  const worker = async (): Promise<void> => {
    while (left-- > 0) times.push(await one(base, target, agent));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  agent.destroy();
  return times;
}

function one(base: string, { path: route, prepare, name }: Target, agent: http.Agent): Promise<number> {
  const { headers, body } = prepare();
  return new Promise((resolve, reject) => {
    const startedAt = process.hrtime.bigint();
    const request = http.request(
      base + route,
      { method: 'POST', agent, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
      (response) => {
        response.resume();
        response.on('end', () => {
          if (response.statusCode !== 200) reject(new Error(`${name} answered ${response.statusCode}`));
          else resolve(Number(process.hrtime.bigint() - startedAt) / 1e6);
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** Answers every read with 404 and every write with 201, as for a call that nobody knows yet. */
async function startUpstream(): Promise<{ url: string; close(): Promise<void> }> {
  const server = http.createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(request.method === 'GET' ? 404 : 201, { 'content-type': 'application/json' });
      response.end('{"revision":"0"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = http.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function variables(upstream: string): Record<string, string> {
  return {
    ACCOUNT_SID: `AC${hex}`,
    AUTH_TOKEN: 'b'.repeat(32),
    TWILIO_NUMBER: '+15550100100',
    WORKSPACE_SID: `WS${hex}`,
    WORKFLOW_SID: `WW${hex}`,
    SYNC_SERVICE_SID: `IS${hex}`,
    VAPI_API_KEY: 'vapi-key-0123456789',
    VAPI_ASSISTANT_ID: 'assistant-1',
    VAPI_PHONE_NUMBER_ID: 'number-1',
    VAPI_HMAC_SECRET: SECRET,
    TOKEN_SECRET: 'token-secret-0123456789',
    VAPI_BASE_URL: upstream,
    TWILIO_BASE_URL: upstream,
    SERVER_URL: 'https://control.example',
    EVENTS_URL: 'https://events.example',
  };
}

function assignmentBody(): string {
  return new URLSearchParams({
    TaskSid: `WT${hex}`,
    ReservationSid: `WR${hex}`,
    WorkerSid: `WK${hex}`,
    WorkerAttributes: JSON.stringify({ contact_uri: '+15550100201' }),
    TaskAttributes: JSON.stringify({ callSid: `CA${hex}`, handoff: 1 }),
  }).toString();
}
