import type { Context, Hono } from 'hono';
import { Form } from '../../core/form';
import { metaPage } from '../../core/page';
import { TwilioError } from '../../core/twilio-error';
import {
  bySerial,
  dates,
  missing,
  readName,
  required,
  serviceUrl,
  type FileResource,
  type ServerlessService,
  type ServerlessState,
} from './state';

/** What tells Functions from Assets. */
export interface FileKind {
  readonly kind: 'function' | 'asset';
  readonly plural: 'Functions' | 'Assets';
  readonly listKey: 'functions' | 'assets';
  readonly sidField: 'function_sid' | 'asset_sid';
  readonly versionsLink: 'function_versions' | 'asset_versions';
}

export const FUNCTIONS: FileKind = {
  kind: 'function',
  plural: 'Functions',
  listKey: 'functions',
  sidField: 'function_sid',
  versionsLink: 'function_versions',
};

export const ASSETS: FileKind = {
  kind: 'asset',
  plural: 'Assets',
  listKey: 'assets',
  sidField: 'asset_sid',
  versionsLink: 'asset_versions',
};

export function fileAt(c: Context, state: ServerlessState, kind: FileKind): FileResource {
  return state.service(c)[kind.listKey].get(c.req.param('file') ?? '') ?? missing(c);
}

/**
 * `.../Functions` and `.../Assets`. Source: https://www.twilio.com/docs/serverless/api/resource/function,
 * https://www.twilio.com/docs/serverless/api/resource/asset.
 */
export function fileRoutes(app: Hono, state: ServerlessState, kind: FileKind): void {
  const path = `/v1/Services/:service/${kind.plural}`;
  const view = (service: ServerlessService, file: FileResource): Record<string, unknown> => {
    const url = `${serviceUrl(service)}/${kind.plural}/${file.sid}`;
    return {
      ...state.head(file, service),
      friendly_name: file.friendlyName,
      ...dates(file),
      url,
      links: { [kind.versionsLink]: `${url}/Versions` },
    };
  };

  app.post(path, async (c) => {
    const service = state.service(c);
    const friendlyName = required(readName(await Form.of(c)), 'FriendlyName');
    const file = { ...state.resource('ZH'), friendlyName, versions: new Map() };
    service[kind.listKey].set(file.sid, file);
    return c.json(view(service, file), 201);
  });
  app.get(path, (c) => {
    const service = state.service(c);
    return metaPage(c, {
      key: kind.listKey,
      records: [...service[kind.listKey].values()],
      position: bySerial,
      view: (file) => view(service, file),
    });
  });
  app.get(`${path}/:file`, (c) => c.json(view(state.service(c), fileAt(c, state, kind))));
  app.post(`${path}/:file`, async (c) => {
    const file = fileAt(c, state, kind);
    file.friendlyName = required(readName(await Form.of(c)), 'FriendlyName');
    state.touch(file);
    return c.json(view(state.service(c), file));
  });
  app.delete(`${path}/:file`, (c) => {
    const service = state.service(c);
    const file = fileAt(c, state, kind);
    if (isLive(service, file.sid)) {
      throw TwilioError.badRequest(
        `Cannot delete ${kind.plural.slice(0, -1)} because it's part of an active Deployment.`,
      );
    }
    service[kind.listKey].delete(file.sid);
    return c.body(null, 204);
  });
}

function isLive(service: ServerlessService, fileSid: string): boolean {
  return [...service.environments.values()].some(({ buildSid }) => {
    const build = service.builds.get(buildSid ?? '');
    return [...(build?.functionVersions ?? []), ...(build?.assetVersions ?? [])].some(
      ({ ownerSid }) => ownerSid === fileSid,
    );
  });
}
