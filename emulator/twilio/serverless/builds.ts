import type { Context, Hono } from 'hono';
import { Form } from '../../core/form';
import { metaPage } from '../../core/page';
import { TwilioError } from '../../core/twilio-error';
import {
  bySerial,
  dates,
  missing,
  serviceUrl,
  type Build,
  type FileVersion,
  type ServerlessService,
  type ServerlessState,
} from './state';
import { versionSummary } from './versions';

/** What the platform installs; npm's own `latest` is not among them. Source: https://www.twilio.com/docs/serverless/functions-assets/handler. */
const RUNTIME_HANDLERS = ['2.1.2', '2.0.1', '2.0.0', '1.3.1'];
/** Those that can be asked for; builds for the oldest fail. Source: https://www.twilio.com/docs/serverless/functions-assets/faq */
const RUNTIMES = ['node18', 'node20', 'node22', 'node24'];
const ENDED_RUNTIMES = ['node18'];
const DEFAULT_RUNTIME = 'node22';

/** `.../Builds`. Source: https://www.twilio.com/docs/serverless/api/resource/build. */
export function buildRoutes(app: Hono, state: ServerlessState): void {
  const path = '/v1/Services/:service/Builds';
  const at = (c: Context): Build => state.service(c).builds.get(c.req.param('build') ?? '') ?? missing(c);
  const view = (service: ServerlessService, build: Build, status: string): Record<string, unknown> => {
    const url = `${serviceUrl(service)}/Builds/${build.sid}`;
    return {
      ...state.head(build, service),
      status,
      asset_versions: build.assetVersions.map((version) => versionSummary(state, service, version)),
      function_versions: build.functionVersions.map((version) => versionSummary(state, service, version)),
      dependencies: build.dependencies,
      runtime: build.runtime,
      ...dates(build),
      url,
      links: { build_status: `${url}/Status` },
    };
  };

  app.post(path, async (c) => {
    const service = state.service(c);
    const form = await Form.of(c);
    const runtime = form.get('Runtime') || DEFAULT_RUNTIME;
    if (!RUNTIMES.includes(runtime)) throw TwilioError.badRequest(`Invalid Runtime ${runtime}`);
    const dependencies = readDependencies(form.get('Dependencies'));
    const build: Build = {
      ...state.resource('ZB'),
      functionVersions: form.all('FunctionVersions').map((sid) => versionOf(service, 'functions', sid)),
      assetVersions: form.all('AssetVersions').map((sid) => versionOf(service, 'assets', sid)),
      dependencies,
      runtime,
      isGood: dependencies.every(isInstallable) && !ENDED_RUNTIMES.includes(runtime),
    };
    service.builds.set(build.sid, build);
    return c.json(view(service, build, 'building'), 201);
  });
  app.get(path, (c) => {
    const service = state.service(c);
    return metaPage(c, {
      key: 'builds',
      records: [...service.builds.values()],
      position: bySerial,
      view: (build) => view(service, build, statusOf(build)),
    });
  });
  app.get(`${path}/:build`, (c) => c.json(view(state.service(c), at(c), statusOf(at(c)))));
  app.get(`${path}/:build/Status`, (c) => {
    const service = state.service(c);
    const build = at(c);
    return c.json({
      ...state.head(build, service),
      status: statusOf(build),
      url: `${serviceUrl(service)}/Builds/${build.sid}/Status`,
    });
  });
  app.delete(`${path}/:build`, (c) => {
    const service = state.service(c);
    const build = at(c);
    if ([...service.environments.values()].some(({ buildSid }) => buildSid === build.sid)) {
      throw TwilioError.badRequest("Cannot delete Build because it's part of an active Deployment.");
    }
    service.builds.delete(build.sid);
    return c.body(null, 204);
  });
}

/** A build is done by the time anybody asks for it again. */
function statusOf(build: Build): 'completed' | 'failed' {
  return build.isGood ? 'completed' : 'failed';
}

function isInstallable({ name, version }: Build['dependencies'][number]): boolean {
  return name !== '@twilio/runtime-handler' || RUNTIME_HANDLERS.includes(version);
}

/** A JSON array of `{name, version}`; the toolkit sends it inside another pair of quotes. */
function readDependencies(text: string | undefined): Build['dependencies'] {
  if (!text) return [];
  try {
    const list: unknown = JSON.parse(text.replace(/^"(\[.*\])"$/s, '$1'));
    if (Array.isArray(list) && list.every(isDependency)) return list;
  } catch {
    // answered below
  }
  throw TwilioError.badRequest('Dependencies must be a JSON array of {name, version}');
}

function isDependency(value: unknown): value is Build['dependencies'][number] {
  const { name, version } = (value ?? {}) as Record<string, unknown>;
  return typeof name === 'string' && typeof version === 'string';
}

function versionOf(service: ServerlessService, files: 'functions' | 'assets', sid: string): FileVersion {
  for (const { versions } of service[files].values()) {
    const version = versions.get(sid);
    if (version) return version;
  }
  throw TwilioError.badRequest(`Version ${sid} does not exist in this Service`);
}
