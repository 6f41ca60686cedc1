import http from 'node:http';

/** Serves on `port` what is served at `target`, and tells each request with its answer. The answer ends the serving. */
export async function forwardTo(
  target: string,
  port: number,
  tell: (line: string) => void,
): Promise<() => Promise<void>> {
  const server = http.createServer((request, response) => {
    const { method, url = '/', headers } = request;
    const onward = http.request(new URL(url, target), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      // What stands after the `?` may be personal.
      answer.once('end', () => tell(`${answer.statusCode} ${method} ${url.split('?')[0]}`));
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
