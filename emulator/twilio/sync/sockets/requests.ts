import type { Hono } from 'hono';
import { TwilioError } from '../../../core/twilio-error';
import { MAPS } from '../collections';
import { find, type SyncCollection, type SyncState, type TopLevel } from '../state';
import { itemsPage } from './items-page';
import { asker, type Ask } from './rest';
import { targetOf, type Target } from './target';
import type { Visitor } from './visitor';

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  /** Still percent-encoded. */
  readonly params?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string | number>>;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: object;
}

export type Carry = (visitor: Visitor, request: HttpRequest, body: unknown) => Promise<HttpAnswer>;

/** The requests that come over a socket: what REST does, in JSON, with `last_event_id` in every answer. */
export function carrier(state: SyncState, rest: Hono): Carry {
  return async (visitor, { method, path, params = {}, headers = {} }, body) => {
    const { service } = visitor;
    const target = targetOf(path);
    const isServed =
      target &&
      (/^(GET|POST|DELETE)$/.test(method) ||
        (method === 'PUT' && target.folder === 'Maps' && target.key !== undefined));
    if (!isServed)
      return refused(new TwilioError(501, 20501, `the emulator does not serve ${method} ${path}`));
    const ask = asker(state, rest, visitor);
    const shelf = service[target.shelf];
    const object = find<TopLevel>(shelf, target.id ?? '');
    const ifMatch = headers['If-Match'] === undefined ? undefined : String(headers['If-Match']);

    if (method === 'GET' && target.kind && target.isItems && target.key === undefined) {
      // REST checks the rights and takes the read from the budget.
      const answer = await ask('GET', `/${target.folder}/${target.id}`);
      return answer.status === 200
        ? { status: 200, body: itemsPage(state, service, object as SyncCollection, target.kind, params) }
        : answer;
    }
    const answer =
      method === 'PUT'
        ? await put(ask, target, object as SyncCollection | undefined, formOf(body), ifMatch)
        : await ask(method, target.path, method === 'POST' ? formOf(body) : undefined, ifMatch);
    if (answer.status >= 300) return answer;
    const owner = object ?? find<TopLevel>(shelf, (answer.body as { sid?: string }).sid ?? '');
    return { status: answer.status, body: { ...answer.body, ...written(state, target, owner, answer.body) } };
  };
}

/** Sets an item whether it exists or not; the revision -1 is that of an item that does not. */
async function put(
  ask: Ask,
  target: Target,
  map: SyncCollection | undefined,
  form: URLSearchParams,
  ifMatch: string | undefined,
): Promise<HttpAnswer> {
  const exists = map?.items.get(target.key ?? '') !== undefined;
  if (ifMatch !== undefined && (ifMatch === '-1') === exists)
    return refused(
      new TwilioError(412, MAPS.revisionMismatch, 'The revision does not match the expected revision'),
    );
  if (exists) return ask('POST', target.path, form, ifMatch);
  form.set('Key', target.key ?? '');
  return ask('POST', `/Maps/${target.id}/Items`, form);
}

/** What REST does not tell: the number of the change, and when something was removed. */
function written(state: SyncState, target: Target, owner: TopLevel | undefined, body: object): object {
  if (!owner) return {};
  const { key, index } = body as { key?: string; index?: number };
  const item =
    key ?? index ?? (target.folder === 'Lists' && target.key !== undefined ? Number(target.key) : target.key);
  return {
    last_event_id: item === undefined ? state.feed.lastId(owner) : state.feed.lastIdOfItem(owner, item),
    ...('date_updated' in body ? {} : { date_updated: new Date(state.ctx.clock.now()).toISOString() }),
  };
}

function formOf(body: unknown): URLSearchParams {
  const {
    unique_name: name,
    data,
    ttl,
  } = (body ?? {}) as { unique_name?: string; data?: unknown; ttl?: number };
  const form = new URLSearchParams();
  if (typeof name === 'string') form.set('UniqueName', name);
  if (data !== undefined) form.set('Data', JSON.stringify(data));
  if (ttl !== undefined) form.set('Ttl', String(ttl));
  return form;
}

function refused({ status, code, message }: TwilioError): HttpAnswer {
  return { status, body: { status, code, message } };
}
