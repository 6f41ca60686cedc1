import { TwilioError } from '../../../core/twilio-error';
import type { Change } from '../feed';
import { may } from '../permissions';
import { find, type SyncService, type SyncState, type TopLevel } from '../state';
import { eventOf } from './events';
import type { HttpAnswer } from './requests';
import type { Visitor } from './visitor';

interface Wish {
  readonly object_sid: string;
  readonly object_type: string;
  /** The last change that the client knows; null when it knows nothing. */
  readonly last_event_id?: number | null;
}

interface WishList {
  readonly action: 'establish' | 'cancel';
  readonly correlation_id: number;
  readonly requests: readonly Wish[];
}

/** Acknowledgements, what was missed, and all of streams come under this name, in order; what happens now else by kind. */
const REPLAY = 'twilio.sync.event';

/** What one endpoint wants to hear of. Source: the protocol (version 4) that `twilio-sync` 4.0.1 speaks. */
export class Subscriptions {
  private readonly wanted = new Set<string>();

  constructor(
    private readonly state: SyncState,
    private readonly notify: (type: string, message: unknown) => void,
  ) {}

  /** Takes the wishes at once; each is acknowledged a moment later, after what the client has missed. */
  request(visitor: Visitor, body: unknown): HttpAnswer {
    const list = body as WishList | undefined;
    if (
      !Array.isArray(list?.requests) ||
      !list.requests.every((wish) => typeof wish?.object_sid === 'string')
    )
      throw TwilioError.badRequest('requests with object_sid are required');
    this.state.ctx.socketClock.after(0, () => {
      for (const wish of list.requests) {
        if (list.action === 'establish') this.establish(visitor, wish, list.correlation_id);
        else this.cancel(wish, list.correlation_id);
      }
    });
    return { status: 202, body: { estimated_delivery_in_ms: 10_000, max_batch_size: 100, ttl_in_s: 3600 } };
  }

  hear(change: Change, visitor: Visitor | undefined): void {
    const { object, service, actor, type } = change;
    if (!this.wanted.has(object.sid) || !visitor || !may(service, object, visitor.actor.identity, 'read'))
      return;
    if (type === 'map_updated' || type === 'list_updated') return;
    const isOwn = actor.endpointId === visitor.actor.endpointId;
    if (isOwn && type === 'stream_message_published') return;
    // The writer is to have the answer to its request before it hears of its own change.
    const name = type.startsWith('stream') ? REPLAY : `com.twilio.rtd.cds.${type.split('_')[0]}`;
    const delayed = (): void => this.notify(name, eventOf(change));
    if (isOwn) this.state.ctx.socketClock.after(0, delayed);
    else delayed();
  }

  private establish({ service, actor }: Visitor, wish: Wish, correlation: number): void {
    const { feed } = this.state;
    const found = objectOf(service, wish.object_sid);
    const known = wish.last_event_id ?? (found ? feed.lastId(found) : 0);
    // Whoever has had it in hand before a snapshot was restored had another with this SID.
    const object = found && feed.canGoOnFrom(found, known) ? found : undefined;
    const about = { object_sid: wish.object_sid, object_type: wish.object_type };
    if (!object || !may(service, object, actor.identity, 'read')) {
      const error = object
        ? { status: 403, code: 54007, message: 'Access forbidden for identity' }
        : { status: 404, code: 20404, message: `${wish.object_sid} was not found` };
      return this.acknowledge('subscription_failed', correlation, { ...about, error });
    }
    this.wanted.add(object.sid);
    for (const change of feed.since(object, known)) this.notify(REPLAY, eventOf(change));
    this.acknowledge('subscription_established', correlation, {
      ...about,
      replay_status: 'completed',
      last_event_id: feed.lastId(object),
    });
  }

  private cancel({ object_sid, object_type }: Wish, correlation: number): void {
    this.wanted.delete(object_sid);
    this.acknowledge('subscription_canceled', correlation, { object_sid, object_type });
  }

  private acknowledge(type: string, correlation: number, event: unknown): void {
    this.notify(REPLAY, { event_type: type, correlation_id: correlation, event });
  }
}

function objectOf(service: SyncService, sid: string): TopLevel | undefined {
  return (
    find<TopLevel>(service.documents, sid) ??
    find<TopLevel>(service.maps, sid) ??
    find<TopLevel>(service.lists, sid) ??
    find(service.streams, sid)
  );
}
