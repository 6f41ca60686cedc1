import type { Hono } from 'hono';
import { Form } from '../../core/form';
import { metaPage } from '../../core/page';
import {
  bySerial,
  conflict,
  dates,
  readName,
  required,
  serviceUrl,
  type ServerlessService,
  type ServerlessState,
} from './state';

const MAX_NAME_LENGTH = 50;

/** `/v1/Services`. Source: https://www.twilio.com/docs/serverless/api/resource/service. */
export function serviceRoutes(app: Hono, state: ServerlessState): void {
  const view = (service: ServerlessService): Record<string, unknown> => {
    const url = serviceUrl(service);
    return {
      sid: service.sid,
      account_sid: state.ctx.account.sid,
      friendly_name: service.friendlyName,
      unique_name: service.uniqueName,
      include_credentials: service.includeCredentials,
      ui_editable: service.uiEditable,
      domain_base: service.domainBase,
      ...dates(service),
      url,
      links: {
        environments: `${url}/Environments`,
        functions: `${url}/Functions`,
        assets: `${url}/Assets`,
        builds: `${url}/Builds`,
      },
    };
  };

  app.post('/v1/Services', async (c) => {
    const form = await Form.of(c);
    const uniqueName = required(form.short('UniqueName', MAX_NAME_LENGTH), 'UniqueName');
    if ([...state.services.values()].some((other) => other.uniqueName === uniqueName)) {
      throw conflict(`Service with UniqueName '${uniqueName}' already exists.`);
    }
    const digits = 1000 + Math.floor(state.ctx.ids.random() * 9000);
    const service: ServerlessService = {
      ...state.resource('ZS'),
      uniqueName,
      domainBase: `${uniqueName.toLowerCase().replace(/[^a-z0-9-]/g, '-')}-${digits}`,
      friendlyName: required(readName(form), 'FriendlyName'),
      includeCredentials: form.boolean('IncludeCredentials') ?? true,
      uiEditable: form.boolean('UiEditable') ?? false,
      environments: new Map(),
      functions: new Map(),
      assets: new Map(),
      builds: new Map(),
    };
    state.services.set(service.sid, service);
    return c.json(view(service), 201);
  });
  app.get('/v1/Services', (c) =>
    metaPage(c, { key: 'services', records: [...state.services.values()], position: bySerial, view }),
  );
  app.get('/v1/Services/:service', (c) => c.json(view(state.service(c))));
  app.post('/v1/Services/:service', async (c) => {
    const service = state.service(c);
    const form = await Form.of(c);
    service.friendlyName = readName(form) ?? service.friendlyName;
    service.includeCredentials = form.boolean('IncludeCredentials') ?? service.includeCredentials;
    service.uiEditable = form.boolean('UiEditable') ?? service.uiEditable;
    state.touch(service);
    return c.json(view(service));
  });
  app.delete('/v1/Services/:service', async (c) => {
    const service = state.service(c);
    for (const { domainName } of service.environments.values()) await state.runtime.undeploy(domainName);
    state.services.delete(service.sid);
    return c.body(null, 204);
  });
}
