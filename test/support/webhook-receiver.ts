import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedWebhook {
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly form: Readonly<Record<string, string>>;
}

export interface WebhookAnswerGiven {
  readonly status?: number;
  readonly contentType?: string;
  readonly body?: string;
}

export interface WebhookReceiver {
  readonly url: string;
  readonly received: ReceivedWebhook[];
  close(): Promise<void>;
}

/** A customer's server on the loopback interface that keeps what it got; answers 204 unless told otherwise. */
export async function startReceiver(
  answer: (webhook: ReceivedWebhook) => WebhookAnswerGiven = () => ({ status: 204 }),
): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      const form = Object.fromEntries(new URLSearchParams(body));
      const webhook = { path: request.url ?? '', headers: request.headers, form };
      received.push(webhook);
      const given = answer(webhook);
      response.statusCode = given.status ?? 200;
      if (given.contentType) response.setHeader('content-type', given.contentType);
      response.end(given.body);
    });
  });
  server.unref();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
