/** A message of Twilsock: a JSON header and, where the header says so, content. */
export interface Frame {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: unknown;
}

/** `TWILSOCK V3.0 <bytes of the header>\r\n<header>\r\n<payload>`. Source: the `twilsock` package 1.0.2. */
export function encode(header: Readonly<Record<string, unknown>>, payload?: unknown): Buffer {
  const content = payload === undefined ? '' : JSON.stringify(payload);
  const text = JSON.stringify({
    ...header,
    payload_size: Buffer.byteLength(content),
    ...(content === '' ? {} : { payload_type: 'application/json' }),
  });
  return Buffer.from(`TWILSOCK V3.0 ${Buffer.byteLength(text)}\r\n${text}\r\n${content}`);
}

/** Undefined for what is no message of Twilsock. Content that is no JSON is the text itself: the SDK sends some with DELETE. */
export function decode(bytes: Buffer): Frame | undefined {
  const line = bytes.subarray(0, bytes.indexOf('\r\n')).toString();
  const size = Number(/^TWILSOCK V3\.0 (\d+)$/.exec(line)?.[1] ?? Number.NaN);
  const start = line.length + 2;
  const header = parsed(bytes.subarray(start, start + size).toString());
  if (typeof header !== 'object' || header === null) return undefined;
  const content = bytes.subarray(start + size + 2).toString();
  return { header: header as Frame['header'], payload: content === '' ? undefined : parsed(content) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
