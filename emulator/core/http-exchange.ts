import http from 'node:http';
import https from 'node:https';
import type { Clock } from './clock';
import { WORK_HEADER } from './course/course';

/** A request as it goes over the wire. */
export interface Prepared {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * What came back; `status` 0 means that no answer came. `error` says why: nobody could be reached (`connection`), the
 * connection broke off (`reset`), time ran out (`timeout`).
 */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** As text; sound (`audio/…`) with one character a byte. */
  readonly body: string;
  readonly error?: 'timeout' | 'connection' | 'reset';
}

export const NO_ANSWER = { status: 0, headers: {}, body: '' };
export const NOT_CONNECTED: Answer = { ...NO_ANSWER, error: 'connection' };
const RESET: Answer = { ...NO_ANSWER, error: 'reset' };

/** Sends a request over real HTTP. Whoever cannot be reached within `connectTimeoutMs` of emulated time is not connected. */
export function exchange(
  { method, target, headers, body }: Prepared,
  { workId, connectTimeoutMs, clock }: { workId: string; connectTimeoutMs: number; clock: Clock },
): { answer: Promise<Answer>; abort: () => void } {
  const isSecure = target.startsWith('https:');
  const request = (isSecure ? https : http).request(target, {
    method,
    agent: false,
    headers: {
      ...headers,
      [WORK_HEADER]: workId,
      ...(method === 'POST' ? { 'content-length': Buffer.byteLength(body) } : {}),
    },
  });
  const answer = new Promise<Answer>((resolve) => {
    let failure = NOT_CONNECTED;
    const giveUp = (): void => {
      request.destroy();
      resolve(failure);
    };
    const stopConnecting = clock.after(connectTimeoutMs, giveUp, `${workId}~connect`);
    request.on('socket', (socket) =>
      socket.once(isSecure ? 'secureConnect' : 'connect', () => {
        stopConnecting();
        failure = RESET;
      }),
    );
    request.on('error', () => {
      stopConnecting();
      resolve(failure);
    });
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => resolve(RESET));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: flatHeaders(response.headers),
          body: Buffer.concat(chunks).toString(isSound(response.headers) ? 'latin1' : 'utf8'),
        }),
      );
    });
    request.end(method === 'POST' ? body : undefined);
  });
  return { answer, abort: () => request.destroy() };
}

export function isSound(headers: Readonly<Record<string, unknown>>): boolean {
  return String(headers['content-type'] ?? '').startsWith('audio/');
}

function flatHeaders(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}
