import { channel } from 'node:diagnostics_channel';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Activity, Work } from './activity';
import { addressed, CONTROL_HOST } from './addressed';
import type { Clock } from './clock';
import { tooManyRequests, type Concurrency, type Visit } from './concurrency';
import { WORK_HEADER, type Course } from './course/course';
import type { Asked, Told } from './course/input';
import { EXCHANGES, type Exchange } from './exchange';
import type { FaultEffect, Faults } from './faults';
import type { Journal } from './journal';
import { notServedAt } from './not-served';
import type { Product } from './product';
import { acceptSockets, OpenSockets } from './sockets';

export interface ServerOptions {
  readonly products: readonly Product[];
  readonly clock: Clock;
  readonly activity: Activity;
  readonly faults: Faults;
  readonly journal: Journal;
  /** Emulated milliseconds that a request and its answer spend on the way together. */
  readonly roundTripMs: () => number;
  /** Then every request takes its round trip; in virtual time only those do that come from work for which time waits. */
  readonly inRealTime: boolean;
  /** Refuses requests above a number that are open at once. */
  readonly concurrency?: Concurrency;
  /** Where the open web sockets are kept, for those who want to cut them. */
  readonly sockets?: OpenSockets;
  /** Where requests are written down, so that they can be repeated. */
  readonly course?: Course;
}

const exchanges = channel(EXCHANGES);

export interface RunningServer {
  readonly port: number;
  /** `http://127.0.0.1:PORT`; a product answers under `/<host>`: `/taskrouter.twilio.com/v1/Workspaces`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves all products on one port of the loopback interface. Port 0 takes a free one. */
export async function startServer(port: number, options: ServerOptions): Promise<RunningServer> {
  const listener = getRequestListener(
    (request, env) => answer(request, (env as { incoming: http.IncomingMessage }).incoming, options),
    { overrideGlobalObjects: false },
  );
  const server = http.createServer(
    { keepAliveTimeout: 1 },
    (incoming, outgoing) => void listener(incoming, outgoing),
  );
  const { products, faults, sockets = new OpenSockets() } = options;
  acceptSockets(server, { products, faults, sockets });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    port: bound,
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        sockets.cut();
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: Request,
  incoming: http.IncomingMessage,
  options: ServerOptions,
): Promise<Response> {
  const body = new Uint8Array(await request.arrayBuffer());
  const { course } = options;
  await course?.arrival();
  if (course?.repetition) return Response.json({ message: 'a snapshot is being restored' }, { status: 503 });
  return answerTo({ request, body, drop: () => void incoming.socket.destroy() }, options);
}

/** Answers a request of a course again, as if it arrived now. */
export async function answerAgain(
  { method, path, headers, body }: Asked,
  options: ServerOptions,
): Promise<Response> {
  const bytes = 'text' in body ? Buffer.from(body.text, 'utf8') : Buffer.from(body.base64, 'base64');
  const request = new Request(new URL(path, 'http://emulator'), { method, headers });
  return answerTo({ request, body: new Uint8Array(bytes), drop: () => undefined }, options);
}

/** Does again what the client of a web socket did. */
export async function tellAgain({ host, deed }: Told, { products }: ServerOptions): Promise<void> {
  const product = products.find(({ hosts }) => hosts.includes(host));
  if (!product?.again) throw new Error(`nothing is told by web sockets at ${host}`);
  await product.again(deed);
}

interface Arrived {
  readonly request: Request;
  readonly body: Uint8Array<ArrayBuffer>;
  /** Closes the connection without an answer. */
  readonly drop: () => void;
}

async function answerTo({ request, body, drop }: Arrived, options: ServerOptions): Promise<Response> {
  const url = new URL(request.url);
  const { host, path } = addressed(url.pathname, (name) => request.headers.get(name) ?? undefined);
  const product = options.products.find(({ hosts }) => hosts.includes(host));
  if (!product) return notServedAt(request.method, host, path);
  if (UNSENDABLE.has(request.method)) return refuseMethod(request.method, host, path);
  const asked = new Request(new URL(path + url.search, `https://${host}`), {
    method: request.method,
    headers: request.headers,
    ...(request.method === 'GET' || request.method === 'HEAD' ? {} : { body }),
  });
  const isControl = host === CONTROL_HOST;
  const isInput = !isControl || changesTheCourse(request.method, path);
  // Real time goes on while a Function waits for an answer: what it asks is as what anybody asks.
  const given = options.inRealTime ? null : request.headers.get(WORK_HEADER);
  const known = given ? options.activity.find(given) : undefined;
  const input = isInput
    ? options.course?.asked(
        { method: request.method, path: url.pathname + url.search, headers: request.headers, bytes: body },
        { isControl, isFromWork: known !== undefined },
      )
    : undefined;
  // The controls are not part of the emulated world: no latency, no faults, no trace, and they may move the clock.
  if (isControl) return isInput ? controlled(product, asked, options) : product.app.fetch(asked);

  let work = known ?? options.activity.begin();
  const requestBody = Buffer.from(body).toString('utf8');
  const fault = options.faults.take('api', request.method, host + path, requestBody);
  const isHeld = options.inRealTime || known !== undefined;
  const half = isHeld ? options.roundTripMs() / 2 : 0;
  let visit: Visit | undefined;
  try {
    await hold(half + (isHeld && fault?.when !== 'after' ? (fault?.latencyMs ?? 0) : 0), work, options.clock);
    // Whoever asked may have given up meanwhile: then the request is work of its own.
    if (known && !options.activity.find(known.id)) {
      if (input) input.asker = 'gave-up';
      work = options.activity.begin(`${known.id}~late`);
    }
    if (fault && fault.when !== 'after' && spoils(fault)) return spoil(fault, drop);
    visit = options.concurrency?.enter(host, isHeld);
    const response = visit?.isRefused ? tooManyRequests() : await product.app.fetch(asked, { work });
    if (visit) response.headers.set('Twilio-Concurrent-Requests', String(visit.count));
    const responseBody = await response.clone().text();
    const status = response.status;
    options.journal.add('api.answered', { host, method: request.method, path, status, work: work.id });
    const exchange: Exchange = {
      host,
      method: request.method,
      path,
      query: url.search,
      requestBody,
      requestHeaders: Object.fromEntries(request.headers),
      status,
      responseBody,
    };
    exchanges.publish(exchange);
    if (fault?.when === 'after' && spoils(fault)) return spoil(fault, drop);
    await hold(half + (isHeld && fault?.when === 'after' ? (fault.latencyMs ?? 0) : 0), work, options.clock);
    return response;
  } finally {
    visit?.leave();
    if (work !== known) work.end();
  }
}

/** Controls that only look, that move time, or that lie outside the emulated world. */
function changesTheCourse(method: string, path: string): boolean {
  return method !== 'GET' && method !== 'HEAD' && !/^\/_emulator\/(clock|snapshot|workshop)\b/.test(path);
}

/** Time stands still until a control has done what it does. */
async function controlled({ app }: Product, asked: Request, { activity }: ServerOptions): Promise<Response> {
  const work = activity.begin();
  try {
    return await app.fetch(asked);
  } finally {
    work.end();
  }
}

/** Methods that no `Request` may have. */
const UNSENDABLE: ReadonlySet<string> = new Set(['TRACE', 'TRACK', 'CONNECT']);

/** Source: https://www.twilio.com/docs/api/errors/20004; of Vapi nobody says what it answers. */
function refuseMethod(method: string, host: string, path: string): Response {
  if (!host.endsWith('.twilio.com')) return notServedAt(method, host, path);
  const more_info = 'https://www.twilio.com/docs/errors/20004';
  return Response.json(
    { code: 20004, message: 'Method not allowed', more_info, status: 405 },
    { status: 405 },
  );
}

function hold(ms: number, work: Work, clock: Clock): Promise<void> {
  if (ms <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    clock.after(
      ms,
      () => {
        work.resume();
        resolve();
      },
      work.id,
    );
    work.pause();
  });
}

function spoils(fault: FaultEffect): boolean {
  return fault.drop === true || fault.status !== undefined;
}

function spoil(fault: FaultEffect, drop: () => void): Response {
  if (fault.drop) {
    drop();
    return new Response(null, { status: 500 });
  }
  return Response.json(fault.body ?? { code: 20500, message: 'fault on request', status: fault.status }, {
    status: fault.status ?? 500,
  });
}
