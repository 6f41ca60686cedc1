import fc from 'fast-check';
import { expanded, junkText, parameterValue } from './junk';
import type { ApiOperation, Parameter } from './operations';
import type { KnownObjects } from './known-objects';

/** A placeholder of a path: something that is there (the nth of its kind), well formed but unknown, or anything. */
type Segment = { readonly known: number } | { readonly text: string };

type Pairs = readonly (readonly [name: string, value: string])[];

/** A request that nobody should make, before it is known what is there. */
export interface BadRequest {
  readonly operation: ApiOperation;
  readonly segments: readonly Segment[];
  readonly query: Pairs;
  readonly form: Pairs;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent instead of the form. */
  readonly raw?: string | undefined;
}

export interface Sendable {
  readonly url: string;
  readonly init: RequestInit;
}

const segment: fc.Arbitrary<Segment> = fc.oneof(
  { arbitrary: fc.record({ known: fc.nat(50) }), weight: 12 },
  { arbitrary: fc.record({ text: fc.constant('WS'.padEnd(34, 'f')) }), weight: 1 },
  { arbitrary: fc.record({ text: junkText }), weight: 1 },
);

const headers = fc.record(
  {
    'if-match': fc.constantFrom('0', '"0"', '*', 'W/"0"', '"', '-1', 'x'.repeat(300)),
    'content-type': fc.constantFrom(
      'application/x-www-form-urlencoded',
      'application/json',
      'text/plain',
      'multipart/form-data',
      'multipart/form-data; boundary=x',
      'x',
    ),
    accept: fc.constant('application/xml'),
  },
  { requiredKeys: [] },
);

/** One request to one of these operations, with bad values in some of its places. */
export function badRequest(operations: readonly ApiOperation[]): fc.Arbitrary<BadRequest> {
  return fc.constantFrom(...operations).chain((operation) =>
    fc.record(
      {
        operation: fc.constant(operation),
        segments: fc.array(segment, { minLength: 5, maxLength: 5 }),
        query: pairs(operation.query),
        form: pairs(operation.form),
        headers,
        raw: junkText,
      },
      { requiredKeys: ['operation', 'segments', 'query', 'form', 'headers'] },
    ),
  );
}

function pairs(parameters: readonly Parameter[]): fc.Arbitrary<Pairs> {
  if (parameters.length === 0) return fc.constant([]);
  const pair = fc
    .constantFrom(...parameters)
    .chain(({ name, schema }) => fc.tuple(fc.constant(name), parameterValue(schema)));
  return fc.array(pair, { maxLength: Math.min(8, parameters.length + 1) });
}

/** The request with everything that it refers to put in. */
export function resolved(request: BadRequest, known: KnownObjects): Sendable {
  const { operation, headers: sent, raw } = request;
  const value = (text: string): string => sendable(expanded(text, known.sid));
  const rest = [...request.segments];
  const path = operation.template.replace(/(\w+)\/\{\w+\}/g, (_, folder: string) => {
    const next = rest.shift() ?? { known: 0 };
    const text =
      'known' in next
        ? known.inFolder(operation.host, folder, next.known, operation.method)
        : value(next.text).slice(0, 1000);
    return `${folder}/${encodeURIComponent(text)}`;
  });
  const encoded = (list: Pairs): string =>
    new URLSearchParams(list.map(([name, text]): [string, string] => [name, value(text)])).toString();
  const query = encoded(request.query.map(([name, text]) => [name, value(text).slice(0, 1000)]));
  const body = raw === undefined ? encoded(request.form) : value(raw);
  return {
    url: `/${operation.host}${path}${query ? `?${query}` : ''}`,
    init: {
      method: operation.method,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...sent },
      ...(operation.method === 'GET' ? {} : { body }),
    },
  };
}

/** Half a surrogate pair cannot be sent at all. */
function sendable(text: string): string {
  return Buffer.from(text).toString('utf8');
}
