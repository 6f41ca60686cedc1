import http from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { addressed } from './addressed';
import type { Product } from './product';
import { TwilioError } from './twilio-error';

/**
 * Decides about a web socket that somebody opens at this URL (`https://<host>/<path>?<query>`): answers with what runs
 * once it is open, or throws the `TwilioError` with which the handshake is refused.
 */
export type Upgrade = (url: URL) => (socket: WebSocket) => void;

/** Serves web sockets on the emulator's port, by the same rules for host names as requests. They take no emulated time. */
export function acceptSockets(server: http.Server, products: readonly Product[]): { close(): void } {
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy());
    try {
      const open = upgradeOf(products, request);
      sockets.handleUpgrade(request, stream, head, open);
    } catch (error) {
      refuse(stream, error instanceof TwilioError ? error : new TwilioError(500, 20500, String(error)));
    }
  });
  return {
    close() {
      for (const socket of sockets.clients) socket.terminate();
    },
  };
}

function upgradeOf(products: readonly Product[], request: http.IncomingMessage): (socket: WebSocket) => void {
  const asked = new URL(request.url ?? '/', 'http://emulator');
  const { host, path } = addressed(asked.pathname, (name) => request.headers[name]?.toString());
  const upgrade = products.find(({ hosts }) => hosts.includes(host))?.upgrade;
  if (!upgrade) throw new TwilioError(501, 20501, `the emulator serves no web sockets at ${host}${path}`);
  return upgrade(new URL(path + asked.search, `https://${host}`));
}

function refuse(stream: Duplex, { status, code, message }: TwilioError): void {
  const body = JSON.stringify({ code, message, status });
  stream.end(
    `HTTP/1.1 ${status} ${http.STATUS_CODES[status] ?? ''}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
