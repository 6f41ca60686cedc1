import type { Hono } from 'hono';
import { Form } from '../../core/form';
import { metaPage } from '../../core/page';
import { TwilioError } from '../../core/twilio-error';
import {
  bySerial,
  conflict,
  dates,
  required,
  serviceUrl,
  type Environment,
  type ServerlessService,
  type ServerlessState,
} from './state';

const MAX_NAME_LENGTH = 100;

/** `.../Environments`. Source: https://www.twilio.com/docs/serverless/api/resource/environment. */
export function environmentRoutes(app: Hono, state: ServerlessState): void {
  const path = '/v1/Services/:service/Environments';
  const view = (service: ServerlessService, environment: Environment): Record<string, unknown> => {
    const url = environmentUrl(service, environment);
    return {
      ...state.head(environment, service),
      build_sid: environment.buildSid,
      unique_name: environment.uniqueName,
      domain_suffix: environment.domainSuffix,
      domain_name: environment.domainName,
      ...dates(environment),
      url,
      links: { variables: `${url}/Variables`, deployments: `${url}/Deployments`, logs: `${url}/Logs` },
    };
  };

  app.post(path, async (c) => {
    const service = state.service(c);
    const form = await Form.of(c);
    const uniqueName = required(form.short('UniqueName', MAX_NAME_LENGTH), 'UniqueName');
    const domainSuffix = form.get('DomainSuffix') || null;
    if (domainSuffix && !/^[a-z0-9-]{1,16}$/.test(domainSuffix)) {
      throw TwilioError.badRequest('DomainSuffix must be at most 16 URL-friendly characters');
    }
    for (const other of service.environments.values()) {
      if (other.uniqueName === uniqueName || other.domainSuffix === domainSuffix) {
        throw conflict('Environment with this UniqueName or DomainSuffix already exists.');
      }
    }
    const environment: Environment = {
      ...state.resource('ZE'),
      uniqueName,
      domainSuffix,
      domainName: `${service.domainBase}${domainSuffix ? `-${domainSuffix}` : ''}.twil.io`,
      buildSid: null,
      variables: new Map(),
      deployments: new Map(),
    };
    service.environments.set(environment.sid, environment);
    return c.json(view(service, environment), 201);
  });
  app.get(path, (c) => {
    const service = state.service(c);
    return metaPage(c, {
      key: 'environments',
      records: [...service.environments.values()],
      position: bySerial,
      view: (environment) => view(service, environment),
    });
  });
  app.get(`${path}/:environment`, (c) => c.json(view(state.service(c), state.environment(c))));
  app.delete(`${path}/:environment`, async (c) => {
    const environment = state.environment(c);
    await state.runtime.undeploy(environment.domainName);
    state.service(c).environments.delete(environment.sid);
    return c.body(null, 204);
  });
}

export function environmentUrl(service: ServerlessService, environment: Environment): string {
  return `${serviceUrl(service)}/Environments/${environment.sid}`;
}
