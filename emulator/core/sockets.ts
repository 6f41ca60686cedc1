import http from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { addressed } from './addressed';
import type { Faults } from './faults';
import type { Product } from './product';
import { TwilioError } from './twilio-error';

/**
 * Decides about a web socket that somebody opens at this URL (`https://<host>/<path>?<query>`): answers with what runs
 * once it is open, or throws the `TwilioError` with which the handshake is refused.
 */
export type Upgrade = (url: URL) => (socket: WebSocket) => void;

/** The connections that browsers have open, by the host at which they were opened. */
export class OpenSockets {
  private readonly open = new Map<WebSocket, string>();

  get count(): number {
    return this.open.size;
  }

  add(host: string, socket: WebSocket): void {
    this.open.set(socket, host);
    socket.once('close', () => this.open.delete(socket));
  }

  /** Ends those at `host`, or all, as a lost network does: without a word. Answers with how many. */
  cut(host?: string): number {
    const lost = [...this.open].filter(([, at]) => host === undefined || at === host);
    for (const [socket] of lost) socket.terminate();
    return lost.length;
  }
}

export interface SocketOptions {
  readonly products: readonly Product[];
  readonly faults: Faults;
  readonly sockets: OpenSockets;
}

/** Serves web sockets on the emulator's port, by the same rules for host names as requests. They take no emulated time. */
export function acceptSockets(server: http.Server, options: SocketOptions): void {
  const handshakes = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy());
    try {
      const asked = new URL(request.url ?? '/', 'http://emulator');
      const { host, path } = addressed(asked.pathname, (name) => request.headers[name]?.toString());
      const fault = options.faults.take('api', 'GET', host + path);
      if (fault?.drop) return stream.destroy();
      if (fault?.status) throw new TwilioError(fault.status, 20500, 'fault on request');
      const run = upgradeOf(options.products, host, path + asked.search);
      handshakes.handleUpgrade(request, stream, head, (socket) => {
        options.sockets.add(host, socket);
        run(socket);
      });
    } catch (error) {
      refuse(stream, error instanceof TwilioError ? error : new TwilioError(500, 20500, String(error)));
    }
  });
}

function upgradeOf(products: readonly Product[], host: string, path: string): (socket: WebSocket) => void {
  const url = new URL(path, `https://${host}`);
  const upgrade = products.find(({ hosts }) => hosts.includes(host))?.upgrade;
  if (!upgrade)
    throw new TwilioError(501, 20501, `the emulator serves no web sockets at ${host}${url.pathname}`);
  return upgrade(url);
}

function refuse(stream: Duplex, { status, code, message }: TwilioError): void {
  const body = JSON.stringify({ code, message, status });
  stream.end(
    `HTTP/1.1 ${status} ${http.STATUS_CODES[status] ?? ''}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
