import type { Cancel } from '../../../core/clock';
import type { SyncService, SyncState } from '../state';
import { tellReachability } from '../webhooks';
import type { EndpointActor } from './visitor';

/**
 * Which identities have a connection, and what a service's webhook is told of it. With ReachabilityDebouncingEnabled the end
 * of an identity's last connection is told after ReachabilityDebouncingWindow, unless the identity is back by then.
 * Source: https://www.twilio.com/docs/sync/api/service.
 */
export class Presence {
  private readonly leaving = new Map<string, Cancel>();

  constructor(private readonly state: SyncState) {}

  connected(service: SyncService, actor: EndpointActor): void {
    const key = keyOf(service.sid, actor.identity);
    this.leaving.get(key)?.();
    this.leaving.delete(key);
    tellReachability(this.state, service, actor, 'endpoint_connected');
  }

  /** `isLast`: the identity has no other connection. */
  disconnected(service: SyncService, actor: EndpointActor, isLast: boolean): void {
    const key = keyOf(service.sid, actor.identity);
    const tell = (): void => tellReachability(this.state, service, actor, 'endpoint_disconnected');
    if (service.settings.get('reachability_debouncing_enabled') !== true) return tell();
    if (!isLast) return;
    const windowMs = Number(service.settings.get('reachability_debouncing_window'));
    this.leaving.set(key, this.state.ctx.clock.after(windowMs, tell));
  }
}

/** One identity in one service. */
export function keyOf(serviceSid: string, identity: string): string {
  return `${serviceSid} ${identity}`;
}
