import type { Context, Hono } from 'hono';
import { Form } from '../../core/form';
import { TwilioError } from '../../core/twilio-error';
import { actorOf } from './actor';
import { refuseEmpty } from './parameters';
import { find, notFound, type SyncService, type SyncState, type TopLevel } from './state';
import { syncPage } from './sync-page';

/** What one identity may do with one object: see it, change it, remove it. */
export interface Permission {
  readonly read: boolean;
  readonly write: boolean;
  readonly manage: boolean;
}

export type Permissions = Record<string, Permission>;

const NOTHING: Permission = { read: false, write: false, manage: false };
export const EVERYTHING: Permission = { read: true, write: true, manage: true };

/** 403 with code 54007 when the service asks for permissions and whoever sent this request has none for this. */
export function refuseWithout(
  c: Context,
  service: SyncService,
  object: TopLevel,
  right: keyof Permission,
): void {
  const { identity, endpointId } = actorOf(c);
  if (endpointId === undefined || may(service, object, identity, right)) return;
  throw new TwilioError(403, 54007, 'Access forbidden for identity');
}

export function may(
  service: SyncService,
  object: TopLevel,
  identity: string,
  right: keyof Permission,
): boolean {
  return service.settings.get('acl_enabled') !== true || (object.permissions[identity] ?? NOTHING)[right];
}

const MAX_IDENTITY_LENGTH = 256;

const KINDS = [
  { plural: 'Documents', shelf: 'documents', sidField: 'document_sid' },
  { plural: 'Maps', shelf: 'maps', sidField: 'map_sid' },
  { plural: 'Lists', shelf: 'lists', sidField: 'list_sid' },
] as const;

/**
 * `.../Documents/{document}/Permissions` and the same of maps and lists. They count only while the service has AclEnabled;
 * taking one away is setting all of it to false.
 * Source: https://www.twilio.com/docs/sync/api/document-permission-resource.
 */
export function permissionRoutes(app: Hono, state: SyncState): void {
  for (const { plural, shelf, sidField } of KINDS) {
    const path = `/v1/Services/:service/${plural}/:object/Permissions`;
    const at = (c: Context): TopLevel => {
      const object = find<TopLevel>(state.service(c)[shelf], c.req.param('object') ?? '');
      if (!object) throw notFound(c);
      return object;
    };
    const known = (c: Context): [TopLevel, string] => {
      const [object, identity] = [at(c), c.req.param('identity') ?? ''];
      if (!Object.hasOwn(object.permissions, identity)) throw notFound(c);
      return [object, identity];
    };
    const view = (c: Context, object: TopLevel, identity: string) => {
      const service = state.service(c);
      return {
        account_sid: state.ctx.account.sid,
        service_sid: service.sid,
        [sidField]: object.sid,
        identity,
        ...object.permissions[identity],
        url: `https://sync.twilio.com/v1/Services/${service.sid}/${plural}/${object.sid}/Permissions/${encodeURIComponent(identity)}`,
      };
    };

    app.get(path, (c) => {
      const object = at(c);
      return syncPage(c, {
        key: 'permissions',
        records: Object.keys(object.permissions).sort(),
        position: (identity) => identity,
        view: (identity) => view(c, object, identity),
      });
    });
    app.get(`${path}/:identity`, (c) => c.json(view(c, ...known(c))));
    app.post(`${path}/:identity`, async (c) => {
      const [object, identity] = [at(c), c.req.param('identity')];
      if (identity.length > MAX_IDENTITY_LENGTH)
        throw TwilioError.badRequest(`Identity must have 1 to ${MAX_IDENTITY_LENGTH} characters`, 54351);
      const form = await Form.of(c);
      refuseEmpty(form, 'Read', 'Write', 'Manage');
      object.permissions[identity] = {
        read: form.boolean('Read') ?? false,
        write: form.boolean('Write') ?? false,
        manage: form.boolean('Manage') ?? false,
      };
      return c.json(view(c, object, identity));
    });
    app.delete(`${path}/:identity`, (c) => {
      const [object, identity] = known(c);
      delete object.permissions[identity];
      return c.body(null, 204);
    });
  }
}
