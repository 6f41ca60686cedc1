import type { Hono } from 'hono';
import type { SyncService, SyncState } from '../state';
import { keyOf, Presence } from './presence';
import { carrier, type HttpAnswer, type HttpRequest } from './requests';
import { underFaults } from './under-faults';
import type { EndpointActor, Visitor } from './visitor';

export const HOST = 'tsock.us1.twilio.com';

/** What an endpoint does to its service. */
type Deed = { readonly serviceSid: string; readonly actor: EndpointActor } & (
  | { readonly what: 'connected' }
  | { readonly what: 'disconnected'; readonly isLast: boolean }
  | { readonly what: 'request'; readonly request: HttpRequest; readonly body: unknown }
);

/** Brings into effect what endpoints do, each deed in its turn. */
export class Deeds {
  private readonly connections = new Map<string, number>();
  private readonly presence: Presence;
  private readonly carry: ReturnType<typeof carrier>;

  constructor(
    private readonly state: SyncState,
    rest: Hono,
  ) {
    this.presence = new Presence(state);
    this.carry = carrier(state, rest);
  }

  async connected({ service, actor }: Visitor): Promise<void> {
    this.count(service, actor, 1);
    await this.tell(() => ({ what: 'connected', serviceSid: service.sid, actor }));
  }

  async disconnected({ service, actor }: Visitor): Promise<void> {
    const isLast = this.count(service, actor, -1) === 0;
    await this.tell(() => ({ what: 'disconnected', serviceSid: service.sid, actor, isLast }));
  }

  /** Undefined where a fault has the connection lost instead of an answer. `subscribe` answers wishes to be told of changes. */
  request(
    { service, actor }: Visitor,
    request: HttpRequest,
    body: unknown,
    subscribe: () => HttpAnswer,
  ): Promise<HttpAnswer | undefined> {
    return this.tell(() => ({ what: 'request', serviceSid: service.sid, actor, request, body }), subscribe);
  }

  /** Wishes mean nothing here: whoever had them is told nothing. */
  async again(deed: object): Promise<void> {
    await this.carryOut(deed as Deed, () => ({ status: 202, body: {} }));
  }

  private async tell(deed: () => Deed, subscribe?: () => HttpAnswer): Promise<HttpAnswer | undefined> {
    const { course } = this.state.ctx;
    await course.arrival();
    const done = deed();
    course.told(HOST, done);
    return this.carryOut(done, subscribe);
  }

  private async carryOut(deed: Deed, subscribe?: () => HttpAnswer): Promise<HttpAnswer | undefined> {
    const { ctx, services } = this.state;
    const { serviceSid, actor } = deed;
    const service = services.get(serviceSid);
    if (deed.what !== 'request') {
      ctx.journal.add(`sync.${deed.what}`, { endpoint: actor.endpointId });
      if (service && deed.what === 'connected') this.presence.connected(service, actor);
      if (service && deed.what === 'disconnected') this.presence.disconnected(service, actor, deed.isLast);
      return undefined;
    }
    const { request, body } = deed;
    return underFaults(ctx, request, body, async () => {
      if (!service) return GONE;
      if (subscribe && request.path.endsWith('/v4/Subscriptions')) return subscribe();
      // Time stands still until it is done.
      const work = ctx.activity.begin();
      try {
        return await this.carry({ service, actor }, request, body);
      } finally {
        work.end();
      }
    });
  }

  private count({ sid }: SyncService, { identity }: EndpointActor, by: 1 | -1): number {
    const key = keyOf(sid, identity);
    const left = (this.connections.get(key) ?? 0) + by;
    this.connections.set(key, left);
    return left;
  }
}

const GONE: HttpAnswer = {
  status: 404,
  body: { status: 404, code: 20404, message: 'The service of the access token was not found' },
};
