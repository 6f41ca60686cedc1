import type { Activity, Worker } from './entities';
import type { WorkspaceEvent } from './events';
import type { Workspace } from './workspace';

/** A span of time, milliseconds since the epoch. */
export interface Period {
  readonly startMs: number;
  readonly endMs: number;
}

/** What became of the reservations of these workers. */
export function reservationCounts(
  workspace: Workspace,
  workers: readonly Worker[],
  { startMs, endMs }: Period,
  counts: (event: WorkspaceEvent) => boolean,
) {
  const sids = new Set(workers.map(({ sid }) => sid));
  const events = workspace.events
    .all()
    .filter(
      (event) =>
        event.resourceType === 'reservation' &&
        event.atMs >= startMs &&
        event.atMs <= endMs &&
        sids.has(event.data['worker_sid'] ?? '') &&
        counts(event),
    );
  const of = (what: string): number => events.filter(({ type }) => type === `reservation.${what}`).length;
  return {
    reservations_created: of('created'),
    reservations_accepted: of('accepted'),
    reservations_rejected: of('rejected'),
    reservations_timed_out: of('timeout'),
    reservations_canceled: of('canceled'),
    reservations_rescinded: of('rescinded'),
  };
}

/** How long these workers were in each activity: every stay, cut to the period, in whole seconds. */
export function activityDurations(workspace: Workspace, workers: readonly Worker[], period: Period) {
  const stays = workers.map((worker) => ({
    activitySid: worker.activity.sid,
    fromMs: worker.statusChangedAtMs,
    untilMs: workspace.now(),
  }));
  const sids = new Set(workers.map(({ sid }) => sid));
  for (const { type, atMs, data } of workspace.events.all()) {
    if (type !== 'worker.activity.update' || !sids.has(data['worker_sid'] ?? '')) continue;
    const fromMs = atMs - Number(data['worker_time_in_previous_activity_ms']);
    stays.push({ activitySid: data['worker_previous_activity_sid'] ?? '', fromMs, untilMs: atMs });
  }
  return [...workspace.activities.values()].map(({ sid, friendlyName }: Activity) => {
    const seconds = stays
      .filter(({ activitySid }) => activitySid === sid)
      .map(({ fromMs, untilMs }) => Math.min(untilMs, period.endMs) - Math.max(fromMs, period.startMs))
      .filter((ms) => ms > 0)
      .map((ms) => Math.floor(ms / 1000));
    const total = seconds.reduce((sum, each) => sum + each, 0);
    return {
      sid,
      friendly_name: friendlyName,
      avg: seconds.length === 0 ? 0 : Math.round(total / seconds.length),
      min: seconds.length === 0 ? 0 : Math.min(...seconds),
      max: Math.max(0, ...seconds),
      total,
    };
  });
}
