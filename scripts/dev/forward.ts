import http from 'node:http';

/** Of a body no more than this is shown. */
const MOST_BYTES = 1024 * 1024;

/** A request with its answer, as it went through. */
export interface Forwarded {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  readonly status: number;
  readonly answer: string;
  readonly tookMs: number;
}

/** Serves on `port` what is served at `target`, and tells each request with its answer. The answer ends the serving. */
export async function forwardTo(
  target: string,
  port: number,
  tell: (forwarded: Forwarded) => void,
): Promise<() => Promise<void>> {
  const server = http.createServer((request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const since = performance.now();
    const asked = kept(request);
    const onward = http.request(new URL(url, target), { method, headers }, (answer) => {
      const status = answer.statusCode ?? 502;
      const answered = kept(answer);
      response.writeHead(status, answer.headers);
      answer.pipe(response);
      answer.once('end', () =>
        tell({
          ...{ method, path: url, headers, body: asked(), status, answer: answered() },
          tookMs: Math.round(performance.now() - since),
        }),
      );
    });
    onward.once('error', () => response.destroy());
    response.once('close', () => onward.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
}

/** Keeps what comes, while it goes on elsewhere. */
function kept(stream: http.IncomingMessage): () => string {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MOST_BYTES) chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString('utf8');
}
