import type { Change } from '../feed';

export const CDS = 'https://cds.us1.twilio.com/v3';

/** A change as `twilio-sync` reads it: `{event_type, event}`, names in snake_case, dates in ISO 8601. */
export function eventOf({
  type,
  id,
  atMs,
  object,
  revision,
  item,
  data,
  actor,
  messageSid,
}: Change): Record<string, unknown> {
  const kind = type.split('_')[0] as 'document' | 'map' | 'list' | 'stream';
  const folder = { document: 'Documents', map: 'Maps', list: 'Lists', stream: 'Streams' }[kind];
  return {
    event_type: type,
    event: {
      id,
      date_created: new Date(atMs).toISOString(),
      created_by: actor.identity,
      [`${kind}_sid`]: object.sid,
      [`${kind}_unique_name`]: object.uniqueName ?? null,
      [`${kind}_revision`]: String(revision),
      ...(kind === 'document' ? { document_data: data } : {}),
      ...(messageSid === undefined ? {} : { message_sid: messageSid, message_data: data }),
      ...(item
        ? {
            [kind === 'map' ? 'item_key' : 'item_index']: item.key,
            item_revision: String(item.revision),
            item_data: data,
            item_url: `${CDS}/${folder}/${object.sid}/Items/${encodeURIComponent(item.key)}`,
            date_expires: item.expiresMs === undefined ? null : new Date(item.expiresMs).toISOString(),
          }
        : {}),
    },
  };
}
