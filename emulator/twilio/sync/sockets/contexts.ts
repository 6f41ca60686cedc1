import { Form } from '../../../core/form';
import { readData } from '../parameters';
import { revisedView, type SyncCollection, type SyncService, type SyncState } from '../state';
import { CDS } from './events';

/** What a list is made with. Errors 54006, 54008. Source: `list({context})` of `twilio-sync` 4.0.1. */
export function contextIn(body: unknown): SyncCollection['context'] {
  const { context } = (body ?? {}) as { context?: unknown };
  if (context === undefined) return undefined;
  return readData(new Form(new URLSearchParams({ Data: JSON.stringify(context) })))?.value;
}

export function contextUrl({ sid }: Pick<SyncCollection, 'sid'>): string {
  return `${CDS}/Lists/${sid}/Context`;
}

/** A context never changes: neither REST nor the SDK has a way to. */
export function contextView(state: SyncState, service: SyncService, list: SyncCollection): object {
  return {
    service_sid: service.sid,
    list_sid: list.sid,
    url: contextUrl(list),
    data: list.context ?? {},
    ...revisedView(list),
    last_event_id: state.feed.lastId(list),
  };
}
