import type { Context, Hono } from 'hono';
import { Form } from '../../core/form';
import { metaPage } from '../../core/page';
import { TwilioError } from '../../core/twilio-error';
import { environmentUrl } from './environments';
import {
  bySerial,
  dates,
  missing,
  type Deployment,
  type Environment,
  type ServerlessService,
  type ServerlessState,
} from './state';

const MAX_VARIABLES_BYTES = 3 * 1024;

/**
 * `.../Environments/{environment}/Deployments`. Without a BuildSid nothing is deployed any more.
 * Source: https://www.twilio.com/docs/serverless/api/resource/deployment.
 */
export function deploymentRoutes(app: Hono, state: ServerlessState): void {
  const path = '/v1/Services/:service/Environments/:environment/Deployments';
  const view = (service: ServerlessService, environment: Environment, deployment: Deployment) => ({
    ...state.head(deployment, service),
    environment_sid: environment.sid,
    build_sid: deployment.buildSid,
    ...dates(deployment),
    url: `${environmentUrl(service, environment)}/Deployments/${deployment.sid}`,
  });

  app.post(path, async (c) => {
    const [service, environment] = [state.service(c), state.environment(c)];
    const buildSid = (await Form.of(c)).get('BuildSid') || null;
    const build = buildSid ? service.builds.get(buildSid) : undefined;
    if (buildSid && !build?.isGood) {
      throw TwilioError.badRequest(`Build ${buildSid} does not exist or is not completed`);
    }
    const bytes = variableBytes(state, service, environment);
    if (buildSid && bytes > MAX_VARIABLES_BYTES) {
      throw new TwilioError(
        400,
        82006,
        `Environment variables take ${bytes} bytes, more than ${MAX_VARIABLES_BYTES}`,
      );
    }
    const deployment: Deployment = { ...state.resource('ZD'), buildSid };
    environment.deployments.set(deployment.sid, deployment);
    environment.buildSid = buildSid;
    state.touch(environment);
    await deploy(state, service, environment);
    state.ctx.journal.add('serverless.deployed', { domain: environment.domainName, build: buildSid });
    return c.json(view(service, environment, deployment), 201);
  });
  app.get(path, (c) => {
    const [service, environment] = [state.service(c), state.environment(c)];
    return metaPage(c, {
      key: 'deployments',
      records: [...environment.deployments.values()],
      position: bySerial,
      view: (deployment) => view(service, environment, deployment),
    });
  });
  app.get(`${path}/:deployment`, (c) => {
    const [service, environment] = [state.service(c), state.environment(c)];
    const deployment = environment.deployments.get(deploymentSid(c)) ?? missing(c);
    return c.json(view(service, environment, deployment));
  });
}

/** Brings what runs at the environment's domain in line with its build and variables. */
export async function deploy(
  state: ServerlessState,
  service: ServerlessService,
  environment: Environment,
): Promise<void> {
  const build = service.builds.get(environment.buildSid ?? '');
  if (!build) return state.runtime.undeploy(environment.domainName);
  await state.runtime.deploy({
    domainName: environment.domainName,
    serviceSid: service.sid,
    environmentSid: environment.sid,
    includeCredentials: service.includeCredentials,
    variables: variablesOf(environment),
    files: [...build.functionVersions, ...build.assetVersions],
  });
}

function deploymentSid(c: Context): string {
  return c.req.param('deployment') ?? '';
}

function variablesOf(environment: Environment): Record<string, string> {
  return Object.fromEntries([...environment.variables.values()].map(({ key, value }) => [key, value]));
}

/** All that a Function finds in its environment, as JSON. Source: https://www.twilio.com/docs/api/errors/82006. */
function variableBytes(state: ServerlessState, service: ServerlessService, environment: Environment): number {
  const { sid, authToken } = state.ctx.account;
  const all = {
    ...variablesOf(environment),
    ...(service.includeCredentials ? { ACCOUNT_SID: sid, AUTH_TOKEN: authToken } : {}),
    DOMAIN_NAME: environment.domainName,
    SERVICE_SID: service.sid,
    ENVIRONMENT_SID: environment.sid,
  };
  return Buffer.byteLength(JSON.stringify(all));
}
