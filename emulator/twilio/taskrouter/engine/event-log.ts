import type { WorkspaceEvent } from './events';

/** Source: https://www.twilio.com/docs/taskrouter/api/event */
export const EVENTS_KEPT_MS = 30 * 24 * 3_600_000;

/** What happened in a workspace in the last 30 days, the oldest first. */
export class EventLog {
  private events: WorkspaceEvent[] = [];

  constructor(private readonly now: () => number) {}

  push(...events: readonly WorkspaceEvent[]): void {
    for (const event of events) this.events.push(event);
  }

  all(): readonly WorkspaceEvent[] {
    const since = this.now() - EVENTS_KEPT_MS;
    const first = this.events.findIndex(({ atMs }) => atMs >= since);
    if (first !== 0) this.events = first < 0 ? [] : this.events.slice(first);
    return this.events;
  }
}
