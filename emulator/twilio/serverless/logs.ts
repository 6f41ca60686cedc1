import type { Hono } from 'hono';
import { isoSeconds } from '../../core/clock';
import { metaPage } from '../../core/page';
import type { FunctionLog } from '../../core/ports';
import { dateAsked } from '../../core/query';
import { environmentUrl } from './environments';
import { missing, type Environment, type ServerlessService, type ServerlessState } from './state';

const DAY_MS = 24 * 3_600_000;

/**
 * `.../Environments/{environment}/Logs`: what Functions printed, newest first, of the last day unless asked otherwise.
 * Source: https://www.twilio.com/docs/serverless/api/resource/logs.
 */
export function logRoutes(app: Hono, state: ServerlessState): void {
  const path = '/v1/Services/:service/Environments/:environment/Logs';
  const view = (service: ServerlessService, environment: Environment, log: FunctionLog) => ({
    sid: log.sid,
    account_sid: state.ctx.account.sid,
    service_sid: service.sid,
    environment_sid: environment.sid,
    build_sid: environment.buildSid,
    deployment_sid: [...environment.deployments.keys()].at(-1) ?? null,
    function_sid: functionAt(service, environment, log.path),
    request_sid: log.requestSid,
    level: log.level,
    message: log.message,
    date_created: isoSeconds(log.atMs),
    url: `${environmentUrl(service, environment)}/Logs/${log.sid}`,
  });

  app.get(path, (c) => {
    const [service, environment] = [state.service(c), state.environment(c)];
    const startMs = dateAsked(c, 'StartDate') ?? state.ctx.clock.now() - DAY_MS;
    const endMs = dateAsked(c, 'EndDate') ?? Number.POSITIVE_INFINITY;
    const functionSid = c.req.query('FunctionSid');
    const records = state.runtime
      .logs(environment.domainName)
      .map((log, serial) => ({ log, serial }))
      .filter(({ log }) => log.atMs >= startMs && log.atMs <= endMs)
      .filter(({ log }) => !functionSid || functionAt(service, environment, log.path) === functionSid)
      .reverse();
    return metaPage(c, {
      key: 'logs',
      records,
      position: ({ serial }) => serial,
      descending: true,
      view: ({ log }) => view(service, environment, log),
    });
  });
  app.get(`${path}/:log`, (c) => {
    const [service, environment] = [state.service(c), state.environment(c)];
    const log = state.runtime.logs(environment.domainName).find(({ sid }) => sid === c.req.param('log'));
    return c.json(view(service, environment, log ?? missing(c)));
  });
}

function functionAt(service: ServerlessService, environment: Environment, path: string): string | null {
  const versions = service.builds.get(environment.buildSid ?? '')?.functionVersions ?? [];
  return versions.find((version) => version.path === path)?.ownerSid ?? null;
}
