import type { Context } from 'hono';
import { TwilioError } from './twilio-error';

export interface Listing<T> {
  /** The name of the list in the body: `documents`. */
  readonly key: string;
  /** All records in their order. */
  readonly records: readonly T[];
  /** Where a record stands in that order; pages go on behind the last one seen, whatever was deleted meanwhile. */
  readonly position: (record: T) => string | number;
  readonly descending?: boolean;
  readonly view: (record: T) => unknown;
  /** 1000 unless the product says otherwise. */
  readonly maxPageSize?: number;
  /** Codes of what is wrong with `PageSize` and `PageToken`; 20001 and 21481 unless the product has its own. */
  readonly codes?: { readonly pageSize: number; readonly pageToken: number };
  /** Pages are named by their tokens alone, and have no number. */
  readonly isRelative?: boolean;
}

/**
 * One page of a list as the newer APIs print it: `{<key>: [...], meta: {...}}`. Reads PageSize (default 50), Page and
 * PageToken from the query. Source: https://www.twilio.com/docs/usage/twilios-response#pagination.
 */
export function metaPage<T>(c: Context, listing: Listing<T>): Response {
  const cut = cutPage(c, listing);
  return c.json({
    [listing.key]: cut.records.map(listing.view),
    meta: {
      first_page_url: cut.first.href,
      key: listing.key,
      next_page_url: cut.next?.href ?? null,
      page: cut.page,
      page_size: cut.size,
      previous_page_url: cut.previous?.href ?? null,
      url: cut.self.href,
    },
  });
}

/**
 * One page of a list of TaskRouter, which goes by tokens alone: a page's number is 400 with code 40153.
 * Source: https://www.twilio.com/docs/api/errors/40153
 */
export function relativePage<T>(c: Context, listing: Listing<T>): Response {
  if (c.req.query('Page') !== undefined && !c.req.query('PageToken'))
    throw TwilioError.badRequest('Absolute paging by Page is not supported: use PageToken', 40153);
  return metaPage(c, { ...listing, isRelative: true });
}

/** One page of a list as the 2010 API prints it: `{<key>: [...], first_page_uri, page, page_size, start, end, uri, ...}`. */
export function uriPage<T>(c: Context, listing: Listing<T>): Response {
  const cut = cutPage(c, listing);
  const uri = (url: URL | undefined): string | null => (url ? url.pathname + url.search : null);
  const start = cut.page * cut.size;
  return c.json({
    [listing.key]: cut.records.map(listing.view),
    end: start + Math.max(0, cut.records.length - 1),
    first_page_uri: uri(cut.first),
    next_page_uri: uri(cut.next),
    page: cut.page,
    page_size: cut.size,
    previous_page_uri: uri(cut.previous),
    start,
    uri: uri(cut.self),
  });
}

interface Cut<T> {
  readonly records: readonly T[];
  readonly page: number;
  readonly size: number;
  readonly first: URL;
  readonly next: URL | undefined;
  readonly previous: URL | undefined;
  readonly self: URL;
}

function cutPage<T>(c: Context, listing: Listing<T>): Cut<T> {
  const { records, position, maxPageSize = 1000, isRelative = false } = listing;
  const self = new URL(c.req.url);
  const size = pageSize(self.searchParams.get('PageSize'), maxPageSize, listing.codes?.pageSize);
  const page = Math.max(0, Number.parseInt(self.searchParams.get('Page') ?? '0', 10) || 0);
  const token = PageToken.read(self.searchParams.get('PageToken'), listing.codes?.pageToken);
  const from = token ? start(listing, token, size) : page * size;
  const chosen = records.slice(from, from + size);
  const turn = (to: number, after?: PageToken): URL => {
    const url = new URL(self);
    url.searchParams.set('PageSize', String(size));
    if (!isRelative) url.searchParams.set('Page', String(to));
    url.searchParams.delete('PageToken');
    if (after) url.searchParams.set('PageToken', after.toString());
    return url;
  };
  const [head, last] = [chosen[0], chosen.at(-1)];
  const hasMore = from + size < records.length;
  return {
    records: chosen,
    page,
    size,
    first: turn(0),
    next: last && hasMore ? turn(page + 1, new PageToken('PA', position(last))) : undefined,
    previous:
      head && (isRelative ? from > 0 : page > 0)
        ? turn(page - 1, new PageToken('PB', position(head)))
        : undefined,
    self,
  };
}

/** Source: https://www.twilio.com/docs/api/errors/21481 */
const INVALID_TOKEN = 21481;

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The page behind (`PA`) or before (`PB`) a record, by the record's position. */
class PageToken {
  constructor(
    readonly side: 'PA' | 'PB',
    readonly mark: string | number,
  ) {}

  static read(text: string | null, code = INVALID_TOKEN): PageToken | undefined {
    if (!text) return undefined;
    const [, side, encoded = ''] = /^(PA|PB)([\w-]+)$/.exec(text) ?? [];
    const mark = fromJson(Buffer.from(encoded, 'base64url').toString('utf8'));
    if ((side === 'PA' || side === 'PB') && (typeof mark === 'string' || typeof mark === 'number'))
      return new PageToken(side, mark);
    throw TwilioError.badRequest('Invalid PageToken', code);
  }

  toString(): string {
    return this.side + Buffer.from(JSON.stringify(this.mark)).toString('base64url');
  }
}

function start<T>(
  { records, position, descending }: Listing<T>,
  { side, mark }: PageToken,
  size: number,
): number {
  const isBefore = (a: string | number, b: string | number): boolean => (descending ? a > b : a < b);
  if (side === 'PA') return records.filter((record) => !isBefore(mark, position(record))).length;
  return Math.max(0, records.filter((record) => isBefore(position(record), mark)).length - size);
}

function pageSize(text: string | null, max: number, code?: number): number {
  if (text === null || text === '') return Math.min(50, max);
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1) throw TwilioError.badRequest(`Invalid PageSize ${text}`, code);
  return Math.min(size, max);
}
