import type { Hono } from 'hono';
import { isoSeconds } from '../../core/clock';
import { Form } from '../../core/form';
import { metaPage } from '../../core/page';
import { readFriendlyName, readWebhookUrl, readWindow } from './parameters';
import type { SyncService, SyncState } from './state';

const URL_BASE = 'https://sync.twilio.com/v1/Services';

/** Form parameter, field of the response, how it is read, and what it is before anybody set it. */
const SETTINGS = [
  ['FriendlyName', 'friendly_name', 'text', null],
  ['WebhookUrl', 'webhook_url', 'url', null],
  ['WebhooksFromRestEnabled', 'webhooks_from_rest_enabled', 'flag', false],
  ['ReachabilityWebhooksEnabled', 'reachability_webhooks_enabled', 'flag', false],
  ['AclEnabled', 'acl_enabled', 'flag', false],
  ['ReachabilityDebouncingEnabled', 'reachability_debouncing_enabled', 'flag', false],
  ['ReachabilityDebouncingWindow', 'reachability_debouncing_window', 'window', 5000],
] as const;

/** `/v1/Services`. Source: https://www.twilio.com/docs/sync/api/service. */
export function serviceRoutes(app: Hono, state: SyncState): void {
  addService(state, 'default', new Form(new URLSearchParams({ FriendlyName: 'Default Service' })));

  app.post('/v1/Services', async (c) =>
    c.json(serviceView(addService(state, undefined, await Form.of(c)), state), 201),
  );
  app.get('/v1/Services', (c) =>
    metaPage(c, {
      key: 'services',
      records: [...state.services.values()],
      position: ({ serial }) => serial,
      view: (service) => serviceView(service, state),
    }),
  );
  app.get('/v1/Services/:service', (c) => c.json(serviceView(state.service(c), state)));
  app.post('/v1/Services/:service', async (c) => {
    const service = state.service(c);
    applySettings(service, await Form.of(c));
    service.updatedMs = state.ctx.clock.now();
    return c.json(serviceView(service, state));
  });
  app.delete('/v1/Services/:service', (c) => {
    state.services.delete(state.service(c).sid);
    return c.body(null, 204);
  });
}

function addService(state: SyncState, uniqueName: string | undefined, form: Form): SyncService {
  const now = state.ctx.clock.now();
  const service: SyncService = {
    sid: state.ctx.ids.sid('IS'),
    serial: state.serial(),
    uniqueName,
    createdMs: now,
    updatedMs: now,
    settings: new Map(SETTINGS.map(([, field, , initial]) => [field, initial])),
    documents: state.shelf(),
    maps: state.shelf(),
    lists: state.shelf(),
    streams: state.shelf(),
    lifecycle: state.budget(),
  };
  applySettings(service, form);
  state.services.set(service.sid, service);
  return service;
}

function applySettings(service: SyncService, form: Form): void {
  for (const [parameter, field, kind] of SETTINGS) {
    if (!form.has(parameter)) continue;
    const value = {
      text: () => readFriendlyName(form, parameter),
      url: () => readWebhookUrl(form, parameter),
      flag: () => form.boolean(parameter) ?? false,
      window: () => readWindow(form, parameter),
    }[kind]();
    service.settings.set(field, value);
  }
}

function serviceView(service: SyncService, state: SyncState): Record<string, unknown> {
  const url = `${URL_BASE}/${service.sid}`;
  return {
    sid: service.sid,
    unique_name: service.uniqueName ?? null,
    account_sid: state.ctx.account.sid,
    date_created: isoSeconds(service.createdMs),
    date_updated: isoSeconds(service.updatedMs),
    url,
    ...Object.fromEntries(service.settings),
    links: {
      documents: `${url}/Documents`,
      lists: `${url}/Lists`,
      maps: `${url}/Maps`,
      streams: `${url}/Streams`,
    },
  };
}
