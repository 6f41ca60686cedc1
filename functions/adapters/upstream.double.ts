import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { currentHost } from './host';
import { HttpClient } from './http';
import { TwilioRest } from './twilio-rest';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  /** Repeated names with commas between. */
  readonly form: Readonly<Record<string, string>>;
  readonly json: unknown;
}

type Given = readonly [status: number, body?: object, headers?: Record<string, string>];

/** A server that answers with what a test gives it, in order, and keeps what it was asked. */
export class UpstreamDouble {
  readonly seen: SeenRequest[] = [];
  private readonly answers: Given[] = [];
  private standing: ((path: string) => Given) | undefined;

  private constructor(
    private readonly server: http.Server,
    readonly url: string,
  ) {}

  static async start(): Promise<UpstreamDouble> {
    const server = http.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const double = new UpstreamDouble(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
      request.on('end', () => double.answer(request, body, response));
    });
    return double;
  }

  stop(): Promise<unknown> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }

  give(...answers: Given[]): void {
    this.answers.push(...answers);
  }

  /** Answers by path from now on, whatever was given. */
  always(answer: (path: string) => Given): void {
    this.standing = answer;
  }

  http(): HttpClient {
    return new HttpClient(currentHost());
  }

  twilio(): TwilioRest {
    return new TwilioRest(this.http(), { sid: 'AC1', authToken: 'token' }, this.url);
  }

  private answer(request: http.IncomingMessage, body: string, response: http.ServerResponse): void {
    const isJson = request.headers['content-type'] === 'application/json';
    this.seen.push({
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      form: isJson ? {} : formOf(new URLSearchParams(body)),
      json: isJson ? JSON.parse(body) : undefined,
    });
    const [status, json, headers] = this.standing?.(request.url ?? '') ?? this.answers.shift() ?? [500];
    response.writeHead(status, headers).end(json ? JSON.stringify(json) : '');
  }
}

function formOf(params: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name).join()]));
}
