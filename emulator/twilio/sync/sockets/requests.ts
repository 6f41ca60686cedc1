import type { Hono } from 'hono';
import { TwilioError } from '../../../core/twilio-error';
import { LISTS, MAPS } from '../collections';
import { find, type SyncCollection, type SyncService, type SyncState, type TopLevel } from '../state';
import { contextIn, contextUrl, contextView } from './contexts';
import { itemsPage } from './items-page';
import { asker, type Ask } from './rest';
import { targetOf, withoutHost, type Target } from './target';
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

type Carry = (
  visitor: Pick<Visitor, 'service' | 'actor'>,
  request: HttpRequest,
  body: unknown,
) => Promise<HttpAnswer>;

/** The requests that come over a socket: what REST does, in JSON, with `last_event_id` in every answer. */
export function carrier(state: SyncState, rest: Hono): Carry {
  return async (visitor, request, body) => {
    try {
      return await carried(state, asker(state, rest, visitor), visitor.service, request, body);
    } catch (error) {
      if (!(error instanceof TwilioError)) throw error;
      const { status, code, message } = error;
      return { status, body: { status, code, message } };
    }
  };
}

async function carried(
  state: SyncState,
  ask: Ask,
  service: SyncService,
  { method, path, params = {}, headers = {} }: HttpRequest,
  body: unknown,
): Promise<HttpAnswer> {
  const target = targetOf(withoutHost(path));
  if (!target || !isServed(method, target))
    throw new TwilioError(501, 20501, `the emulator does not serve ${method} ${path}`);
  const object = find<TopLevel>(service[target.shelf], target.id ?? '');
  const isPage = method === 'GET' && target.isItems && target.key === undefined;
  if (isPage || target.isContext) {
    // REST checks the rights and takes the read from the budget.
    const answer = await ask('GET', `/${target.folder}/${target.id}`);
    if (answer.status !== 200) return answer;
    const collection = object as SyncCollection;
    return {
      status: 200,
      body: isPage
        ? itemsPage(state, service, collection, target.kind ?? MAPS, params)
        : contextView(state, service, collection),
    };
  }
  const ifMatch = headers['If-Match'] === undefined ? undefined : String(headers['If-Match']);
  const context = target.kind === LISTS && !target.isItems ? contextIn(body) : undefined;
  const answer =
    method === 'PUT'
      ? await put(ask, target, object as SyncCollection | undefined, formOf(body), ifMatch)
      : await ask(method, target.path, method === 'POST' ? formOf(body) : undefined, ifMatch);
  if (answer.status >= 300) return answer;
  const owner = object ?? find<TopLevel>(service[target.shelf], (answer.body as { sid?: string }).sid ?? '');
  if (context && answer.status === 201) (owner as SyncCollection).context = context;
  const items =
    method === 'GET' && target.kind === MAPS && params['Include'] === 'items'
      ? { items: itemsPage(state, service, owner as SyncCollection, MAPS, {}).items }
      : {};
  return {
    status: answer.status,
    body: { ...answer.body, ...written(state, target, owner, answer.body), ...items },
  };
}

function isServed(method: string, target: Target): boolean {
  if (target.isContext) return method === 'GET';
  if (method === 'PUT') return target.kind === MAPS && target.key !== undefined;
  return /^(GET|POST|DELETE)$/.test(method);
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
    throw new TwilioError(412, MAPS.revisionMismatch, 'The revision does not match the expected revision');
  if (exists) return ask('POST', target.path, form, ifMatch);
  form.set('Key', target.key ?? '');
  return ask('POST', `/Maps/${target.id}/Items`, form);
}

/** What REST does not tell: the number of the change, and when something was removed. */
function written(state: SyncState, target: Target, owner: TopLevel | undefined, body: object): object {
  if (!owner) return {};
  const { key, index, links } = body as { key?: string; index?: number; links?: object };
  const item =
    key ?? index ?? (target.folder === 'Lists' && target.key !== undefined ? Number(target.key) : target.key);
  return {
    last_event_id: item === undefined ? state.feed.lastId(owner) : state.feed.lastIdOfItem(owner, item),
    ...(target.folder === 'Lists' && links ? { links: { ...links, context: contextUrl(owner) } } : {}),
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
