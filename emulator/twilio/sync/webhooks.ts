import type { Actor } from './actor';
import type { Change } from './feed';
import type { SyncService, SyncState } from './state';

const TIMEOUT_MS = 15_000;

/**
 * Tells a service's webhook of writes, those by REST only with WebhooksFromRestEnabled, and of endpoints that come and go
 * with ReachabilityWebhooksEnabled. Signed as every webhook of Twilio is.
 * Source: https://www.twilio.com/docs/sync/webhooks.
 */
export function tellWebhook(state: SyncState, change: Change): void {
  const { service, actor, type } = change;
  const isByRest = actor.endpointId === undefined;
  if (
    (isByRest && service.settings.get('webhooks_from_rest_enabled') !== true) ||
    (type.endsWith('_updated') && !hasContent(type)) ||
    (type.startsWith('stream') && type !== 'stream_message_published')
  )
    return;
  send(state, service, actor, { EventType: type, ...about(change) });
}

export function tellReachability(
  state: SyncState,
  service: SyncService,
  actor: Actor,
  what: 'endpoint_connected' | 'endpoint_disconnected',
): void {
  if (service.settings.get('reachability_webhooks_enabled') === true)
    send(state, service, actor, { EventType: what });
}

/** New times to live of maps and lists are no event. */
function hasContent(type: string): boolean {
  return type.startsWith('document') || type.includes('_item_');
}

function about({ type, object, revision, item, data, id, messageSid }: Change): Record<string, string> {
  if (messageSid !== undefined)
    return {
      StreamSid: object.sid,
      StreamUniqueName: object.uniqueName ?? '',
      MessageSid: messageSid,
      MessageData: JSON.stringify(data),
    };
  const kind = type.startsWith('document') ? 'Document' : type.startsWith('map') ? 'Map' : 'List';
  const content = type.endsWith('_removed') && !item ? undefined : JSON.stringify(data);
  return {
    [`${kind}Sid`]: object.sid,
    [`${kind}UniqueName`]: object.uniqueName ?? '',
    [`${kind}Revision`]: String(revision),
    ...(kind === 'Document' && content !== undefined ? { DocumentData: content } : {}),
    ...(item
      ? {
          [kind === 'Map' ? 'ItemKey' : 'ItemIndex']: String(item.key),
          ItemRevision: String(item.revision),
          ItemData: content ?? '{}',
          EventId: String(id),
        }
      : {}),
  };
}

function send(state: SyncState, service: SyncService, actor: Actor, form: Record<string, string>): void {
  const url = service.settings.get('webhook_url');
  if (typeof url !== 'string' || url === '') return;
  state.ctx.webhooks.notify({
    kind: 'sync.event',
    url,
    form: {
      AccountSid: state.ctx.account.sid,
      ServiceSid: service.sid,
      Identity: actor.identity,
      ...(actor.endpointId === undefined ? {} : { EndpointId: actor.endpointId }),
      ...form,
    },
    twilioSigned: true,
    timeoutMs: TIMEOUT_MS,
  });
}
