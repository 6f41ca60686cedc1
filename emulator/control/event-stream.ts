interface StreamEvent {
  /** What a browser asks to go on from after a break. */
  readonly id?: number;
  /** `message` unless told. */
  readonly event?: string;
  readonly data: unknown;
}

/** Server-sent events. `open` sends what there is, keeps sending, and answers with how to stop. */
export function eventStream(open: (send: (event: StreamEvent) => void) => () => void): Response {
  const text = new TextEncoder();
  let stop: () => void = () => undefined;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      // A browser counts the stream as open when something has come.
      controller.enqueue(text.encode(': open\n\n'));
      stop = open(({ id, event, data }) => {
        const head = `${id === undefined ? '' : `id: ${id}\n`}${event === undefined ? '' : `event: ${event}\n`}`;
        controller.enqueue(text.encode(`${head}data: ${JSON.stringify(data)}\n\n`));
      });
    },
    cancel: () => stop(),
  });
  return new Response(stream, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
  });
}
