import type { Context, Hono } from 'hono';
import { isoSeconds } from '../../core/clock';
import { metaPage } from '../../core/page';
import { TwilioError } from '../../core/twilio-error';
import { fileAt, type FileKind } from './files';
import {
  bySerial,
  missing,
  required,
  serviceUrl,
  type FileVersion,
  type ServerlessService,
  type ServerlessState,
} from './state';

const VISIBILITIES = ['public', 'protected', 'private'] as const;
const MAX_PATH_LENGTH = 255;

/** A version as it is shown by itself and, without its links, in a build. */
export function versionSummary(
  state: ServerlessState,
  service: ServerlessService,
  version: FileVersion,
): Record<string, unknown> {
  return {
    ...state.head(version, service),
    [version.kind === 'function' ? 'function_sid' : 'asset_sid']: version.ownerSid,
    path: version.path,
    visibility: version.visibility,
    date_created: isoSeconds(version.createdMs),
  };
}

/**
 * `.../Functions/{function}/Versions` and `.../Assets/{asset}/Versions`: uploaded as multipart form data to
 * serverless-upload.twilio.com, read at serverless.twilio.com.
 * Source: https://www.twilio.com/docs/serverless/api/resource/function-version.
 */
export function versionRoutes(app: Hono, state: ServerlessState, kind: FileKind): void {
  const path = `/v1/Services/:service/${kind.plural}/:file/Versions`;
  const at = (c: Context): FileVersion =>
    fileAt(c, state, kind).versions.get(c.req.param('version') ?? '') ?? missing(c);
  const view = (service: ServerlessService, version: FileVersion): Record<string, unknown> => {
    const url = `${serviceUrl(service)}/${kind.plural}/${version.ownerSid}/Versions/${version.sid}`;
    return {
      ...versionSummary(state, service, version),
      url,
      ...(kind.kind === 'function' ? { links: { function_version_content: `${url}/Content` } } : {}),
    };
  };

  app.post(path, async (c) => {
    if (new URL(c.req.url).hostname !== 'serverless-upload.twilio.com') missing(c);
    const service = state.service(c);
    const file = fileAt(c, state, kind);
    const version = {
      ...state.resource('ZN'),
      ...(await readUpload(c)),
      kind: kind.kind,
      ownerSid: file.sid,
    };
    file.versions.set(version.sid, version);
    return c.json(view(service, version), 201);
  });
  app.get(path, (c) => {
    const service = state.service(c);
    return metaPage(c, {
      key: kind.versionsLink,
      records: [...fileAt(c, state, kind).versions.values()],
      position: bySerial,
      view: (version) => view(service, version),
    });
  });
  app.get(`${path}/:version`, (c) => c.json(view(state.service(c), at(c))));
  if (kind.kind === 'asset') return;
  app.get(`${path}/:version/Content`, (c) => {
    const service = state.service(c);
    const version = at(c);
    return c.json({
      ...state.head(version, service),
      function_sid: version.ownerSid,
      content: version.content.toString('utf8'),
      url: `${serviceUrl(service)}/Functions/${version.ownerSid}/Versions/${version.sid}/Content`,
    });
  });
}

async function readUpload(
  c: Context,
): Promise<Pick<FileVersion, 'path' | 'visibility' | 'content' | 'contentType'>> {
  const form = await c.req.formData().catch(() => {
    throw TwilioError.badRequest('The request body must be multipart/form-data');
  });
  const path = required(text(form.get('Path')), 'Path');
  if (!/^(\/(?!\.\.?(\/|$))[^/;,?:@+&$()' "#]*)+$/.test(path) || path.length > MAX_PATH_LENGTH) {
    throw TwilioError.badRequest(`Invalid Path ${path}`);
  }
  const visibility = VISIBILITIES.find((one) => one === text(form.get('Visibility')));
  if (!visibility) throw TwilioError.badRequest('Visibility must be public, protected or private');
  const content = form.get('Content');
  if (!(content instanceof File)) throw TwilioError.badRequest('Missing required file Content');
  return {
    path,
    visibility,
    content: Buffer.from(await content.arrayBuffer()),
    contentType: content.type || 'application/octet-stream',
  };
}

function text(part: string | File | null): string | undefined {
  return typeof part === 'string' ? part : undefined;
}
