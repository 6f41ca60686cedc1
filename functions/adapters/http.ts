import http from 'node:http';
import https from 'node:https';
import type { Answer } from '../ports/answer';
import type { Host } from '../ports/host';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent form-encoded; a list repeats the name, undefined leaves it out. */
  readonly form?: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** A 5xx says that nothing was done, as with an address that only answers while something lives. */
  readonly isRefusedByServerError?: boolean;
  /** From the call of `send` to the last byte of the answer. */
  readonly deadlineMs: number;
}

/** What an upstream answered with a 2xx. */
export interface Reply {
  /** The JSON value, undefined where the body is none. */
  readonly body: unknown;
  readonly etag: string | undefined;
}

const UNKNOWN = { kind: 'indeterminate' } as const;
const LONGEST_ANSWER_BYTES = 2_000_000;
/** A container sleeps between invocations and its sockets die unseen: what was idle longer is not used again. */
const REUSE_WITHIN_MS = 4_000;
/** Errors that happen before anything was sent. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Upstream requests with a deadline each. Never rejects: what went wrong is in the answer. */
export class HttpClient {
  private agent: https.Agent | undefined;
  private lastUsedMs = 0;

  constructor(private readonly host: Host) {}

  send(request: HttpRequest): Promise<Answer<Reply>> {
    const { host } = this;
    const upstream = host.upstreamStarted?.();
    const body = bodyOf(request);
    return new Promise((resolve) => {
      const url = new URL(request.url);
      const isSecure = url.protocol === 'https:';
      const outgoing = (isSecure ? https : http).request(url, {
        method: request.method,
        // Plain http is local development: one connection a request, nothing to keep warm.
        agent: isSecure ? this.secureAgent() : false,
        headers: {
          accept: 'application/json',
          ...body?.headers,
          ...request.headers,
          ...upstream?.headers,
        },
      });
      let isSettled = false;
      const finish = (answer: Answer<Reply>): void => {
        if (isSettled) return;
        isSettled = true;
        cancelDeadline();
        upstream?.end();
        this.lastUsedMs = host.now();
        resolve(answer);
      };
      const cancelDeadline = host.after(request.deadlineMs, () => {
        finish(UNKNOWN);
        outgoing.destroy();
      });
      outgoing.on('error', (error: NodeJS.ErrnoException) =>
        finish(NEVER_SENT.has(error.code ?? '') ? { kind: 'refused', status: 0, code: undefined } : UNKNOWN),
      );
      outgoing.on('response', (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > LONGEST_ANSWER_BYTES) outgoing.destroy(new Error('answer too long'));
          else chunks.push(chunk);
        });
        response.on('error', () => finish(UNKNOWN));
        response.on('end', () => finish(read(response, Buffer.concat(chunks).toString('utf8'), request)));
      });
      outgoing.end(body?.text);
    });
  }

  private secureAgent(): https.Agent {
    const isStale = this.host.now() - this.lastUsedMs > REUSE_WITHIN_MS;
    if (!this.agent || isStale) this.agent = new https.Agent({ keepAlive: true, maxSockets: 20 });
    this.lastUsedMs = this.host.now();
    return this.agent;
  }
}

function bodyOf({ form, json }: HttpRequest): { text: string; headers: Record<string, string> } | undefined {
  if (json !== undefined) return encoded(JSON.stringify(json), 'application/json');
  if (!form) return undefined;
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) {
    if (value === undefined) continue;
    for (const one of typeof value === 'string' ? [value] : value) params.append(name, one);
  }
  return encoded(params.toString(), 'application/x-www-form-urlencoded');
}

function encoded(text: string, type: string): { text: string; headers: Record<string, string> } {
  return { text, headers: { 'content-type': type, 'content-length': String(Buffer.byteLength(text)) } };
}

function read(
  response: http.IncomingMessage,
  text: string,
  { isRefusedByServerError }: HttpRequest,
): Answer<Reply> {
  const status = response.statusCode ?? 0;
  if (status >= 500 && !isRefusedByServerError) return UNKNOWN;
  if (status === 429) {
    const seconds = Number(response.headers['retry-after']);
    return { kind: 'throttled', retryAfterMs: seconds > 0 ? seconds * 1000 : undefined };
  }
  const body = parsed(text);
  if (status >= 200 && status < 300) return { kind: 'ok', value: { body, etag: response.headers.etag } };
  const code = (body as { code?: unknown } | null | undefined)?.code;
  return { kind: 'refused', status, code: typeof code === 'number' ? code : undefined };
}

/** The JSON value, or undefined where there is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
