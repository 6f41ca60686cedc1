import type { Context, Hono } from 'hono';
import { Form } from '../../core/form';
import { actorOf } from './actor';
import { writeCost } from './budget';
import { refuseWithout } from './permissions';
import { readData, readIfMatch, readTtl, readUniqueName, refuseEmpty } from './parameters';
import {
  etag,
  find,
  notFound,
  refuseOtherRevision,
  refuseTakenName,
  revisedView,
  type SyncDocument,
  type SyncService,
  type SyncState,
} from './state';
import { syncPage } from './sync-page';

const REVISION_MISMATCH = 54103;

/** `/v1/Services/{service}/Documents`. Source: https://www.twilio.com/docs/sync/api/document-resource. */
export function documentRoutes(app: Hono, state: SyncState): void {
  const path = '/v1/Services/:service/Documents';
  const at = (c: Context): SyncDocument => {
    const document = find(state.service(c).documents, c.req.param('document') ?? '');
    if (!document) throw notFound(c);
    return document;
  };
  const view = (service: SyncService, document: SyncDocument): Record<string, unknown> => {
    const url = `https://sync.twilio.com/v1/Services/${service.sid}/Documents/${document.sid}`;
    return {
      sid: document.sid,
      unique_name: document.uniqueName ?? null,
      account_sid: state.ctx.account.sid,
      service_sid: service.sid,
      url,
      links: { permissions: `${url}/Permissions` },
      data: document.data,
      ...revisedView(document),
    };
  };

  app.post(path, async (c) => {
    const service = state.service(c);
    const form = await Form.of(c);
    const name = readUniqueName(form);
    const ttl = readTtl(form, 'Ttl');
    const data = readData(form);
    service.lifecycle.take();
    refuseTakenName(service.documents, name);
    const document = { ...state.freshTopLevel(actorOf(c), 'ET', name, ttl), data: data?.value ?? {} };
    document.writes.take(writeCost(data?.bytes ?? 0));
    service.documents.set(document.sid, document);
    state.feed.tell('document_created', service, document, actorOf(c));
    return c.json(view(service, document), 201, etag(document));
  });
  app.get(path, (c) => {
    const service = state.service(c);
    return syncPage(c, {
      key: 'documents',
      records: service.documents.all().flatMap((document) => state.asRead(document) ?? []),
      position: ({ serial }) => serial,
      view: (document) => view(service, document),
    });
  });
  app.get(`${path}/:document`, (c) => {
    const document = at(c);
    refuseWithout(c, state.service(c), document, 'read');
    document.reads.take();
    const read = state.asRead(document);
    if (!read) throw notFound(c);
    return c.json(view(state.service(c), read), 200, etag(read));
  });
  app.post(`${path}/:document`, async (c) => {
    const document = at(c);
    refuseWithout(c, state.service(c), document, 'write');
    const form = await Form.of(c);
    refuseEmpty(form, 'Data', 'Ttl');
    const wanted = readIfMatch(c.req.header('if-match'));
    const ttl = readTtl(form, 'Ttl');
    const data = readData(form);
    document.writes.take(writeCost(data?.bytes ?? 0));
    refuseOtherRevision(document, wanted, REVISION_MISMATCH);
    state.revise(document, ttl, data?.value);
    state.feed.tell('document_updated', state.service(c), document, actorOf(c));
    return c.json(view(state.service(c), document), 200, etag(document));
  });
  app.delete(`${path}/:document`, (c) => {
    const service = state.service(c);
    const document = at(c);
    refuseWithout(c, service, document, 'manage');
    service.lifecycle.take();
    service.documents.delete(document.sid);
    state.feed.tell('document_removed', service, document, actorOf(c));
    return c.body(null, 204);
  });
}
