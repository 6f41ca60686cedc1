import type { Context, Hono } from 'hono';
import { isoSeconds } from '../../core/clock';
import { Form } from '../../core/form';
import { TwilioError } from '../../core/twilio-error';
import { actorOf } from './actor';
import { readTtl, readUniqueName, refuseEmpty, requireData } from './parameters';
import { refuseWithout } from './permissions';
import { find, notFound, refuseTakenName, type SyncService, type SyncState, type TopLevel } from './state';
import { syncPage } from './sync-page';

const MAX_MESSAGE_BYTES = 4096;
/** 30 messages a second, where a budget has room for 20 operations. Source: https://www.twilio.com/docs/sync/limits */
const MESSAGE_COST = 20 / 30;

/** `/v1/Services/{service}/Streams`; a message is kept nowhere. Source: https://www.twilio.com/docs/sync/api/stream-resource. */
export function streamRoutes(app: Hono, state: SyncState): void {
  const path = '/v1/Services/:service/Streams';
  const at = (c: Context): TopLevel => {
    const stream = find(state.service(c).streams, c.req.param('stream') ?? '');
    if (!stream) throw notFound(c);
    return stream;
  };
  const view = (service: SyncService, stream: TopLevel): Record<string, unknown> => {
    const url = `https://sync.twilio.com/v1/Services/${service.sid}/Streams/${stream.sid}`;
    return {
      sid: stream.sid,
      unique_name: stream.uniqueName ?? null,
      account_sid: state.ctx.account.sid,
      service_sid: service.sid,
      url,
      links: { messages: `${url}/Messages` },
      date_expires: stream.expiresMs === undefined ? null : isoSeconds(stream.expiresMs),
      date_created: isoSeconds(stream.createdMs),
      date_updated: isoSeconds(stream.updatedMs),
      created_by: stream.createdBy,
    };
  };

  app.post(path, async (c) => {
    const service = state.service(c);
    const form = await Form.of(c);
    const name = readUniqueName(form);
    const ttl = readTtl(form, 'Ttl');
    service.lifecycle.take();
    refuseTakenName(service.streams, name);
    const stream = state.freshTopLevel(actorOf(c), 'TO', name, ttl);
    service.streams.set(stream.sid, stream);
    state.feed.tell('stream_created', service, stream, actorOf(c));
    return c.json(view(service, stream), 201);
  });
  app.get(path, (c) => {
    const service = state.service(c);
    return syncPage(c, {
      key: 'streams',
      records: service.streams.all(),
      position: ({ serial }) => serial,
      view: (stream) => view(service, stream),
    });
  });
  app.get(`${path}/:stream`, (c) => {
    refuseWithout(c, state.service(c), at(c), 'read');
    return c.json(view(state.service(c), at(c)));
  });
  app.post(`${path}/:stream`, async (c) => {
    const stream = at(c);
    refuseWithout(c, state.service(c), stream, 'write');
    const form = await Form.of(c);
    refuseEmpty(form, 'Ttl');
    state.revise(stream, readTtl(form, 'Ttl'));
    return c.json(view(state.service(c), stream));
  });
  app.delete(`${path}/:stream`, (c) => {
    const service = state.service(c);
    const stream = at(c);
    refuseWithout(c, service, stream, 'manage');
    service.lifecycle.take();
    service.streams.delete(stream.sid);
    state.feed.tell('stream_removed', service, stream, actorOf(c));
    return c.body(null, 204);
  });
  app.post(`${path}/:stream/Messages`, async (c) => {
    const stream = at(c);
    refuseWithout(c, state.service(c), stream, 'write');
    const data = requireData(await Form.of(c), 54251);
    if (data.bytes > MAX_MESSAGE_BYTES) throw new TwilioError(413, 54006, 'Request entity too large');
    stream.writes.take(MESSAGE_COST);
    const message = { sid: state.ctx.ids.sid('TZ'), data: data.value };
    state.feed.publish(state.service(c), stream, actorOf(c), message);
    return c.json(message, 201);
  });
}
