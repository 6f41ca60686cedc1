import type { Cancel } from '../../../core/clock';
import type { SyncState } from '../state';
import { tellReachability } from '../webhooks';
import type { Visitor } from './visitor';

/**
 * Which identities have a connection, and what a service's webhook is told of it. With ReachabilityDebouncingEnabled the end
 * of an identity's last connection is told after ReachabilityDebouncingWindow, unless the identity is back by then.
 * Source: https://www.twilio.com/docs/sync/api/service.
 */
export class Presence {
  private readonly connections = new Map<string, number>();
  private readonly leaving = new Map<string, Cancel>();

  constructor(private readonly state: SyncState) {}

  connected({ service, actor }: Visitor): void {
    const key = keyOf(service.sid, actor.identity);
    this.connections.set(key, this.countOf(key) + 1);
    this.leaving.get(key)?.();
    this.leaving.delete(key);
    tellReachability(this.state, service, actor, 'endpoint_connected');
  }

  disconnected({ service, actor }: Visitor): void {
    const key = keyOf(service.sid, actor.identity);
    const left = this.countOf(key) - 1;
    this.connections.set(key, left);
    const tell = (): void => tellReachability(this.state, service, actor, 'endpoint_disconnected');
    if (service.settings.get('reachability_debouncing_enabled') !== true) return tell();
    if (left > 0) return;
    const windowMs = Number(service.settings.get('reachability_debouncing_window'));
    this.leaving.set(key, this.state.ctx.clock.after(windowMs, tell));
  }

  private countOf(key: string): number {
    return this.connections.get(key) ?? 0;
  }
}

function keyOf(serviceSid: string, identity: string): string {
  return `${serviceSid} ${identity}`;
}
