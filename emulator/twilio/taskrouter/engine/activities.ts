import { TwilioError } from '../../../core/twilio-error';
import type { Activity } from './entities';
import { activityData, record } from './events';
import { activitiesOf } from './queues';
import type { Workspace } from './workspace';

/** Source: https://www.twilio.com/docs/taskrouter/limits */
const MAX_ACTIVITIES = 100;

export function createActivity(workspace: Workspace, friendlyName: string, available: boolean): Activity {
  if (workspace.activities.size >= MAX_ACTIVITIES)
    throw TwilioError.badRequest(`A workspace has at most ${MAX_ACTIVITIES} activities`);
  const activity: Activity = { ...workspace.entity('WA'), friendlyName, available };
  workspace.activities.set(activity.sid, activity);
  record(workspace, 'activity.created', activity, `Activity ${friendlyName} created`, activityData(activity));
  return activity;
}

export function renameActivity(workspace: Workspace, activity: Activity, friendlyName: string): void {
  activity.friendlyName = friendlyName;
  workspace.touch(activity);
  record(workspace, 'activity.updated', activity, `Activity ${friendlyName} updated`, activityData(activity));
}

/** An activity that the workspace, a worker or a queue still uses cannot be deleted. */
export function deleteActivity(workspace: Workspace, activity: Activity): void {
  if (activity === workspace.defaultActivity || activity === workspace.timeoutActivity)
    throw TwilioError.badRequest(
      `Cannot delete activity ${activity.sid} because it is the default or timeout activity of its workspace.`,
    );
  if ([...workspace.workers.values()].some((worker) => worker.activity === activity))
    throw TwilioError.badRequest(`Cannot delete activity ${activity.sid} because workers are in it.`);
  if (
    [...workspace.queues.values()].some((queue) =>
      Object.values(activitiesOf(workspace, queue)).includes(activity),
    )
  )
    throw TwilioError.badRequest(`Cannot delete activity ${activity.sid} because a TaskQueue refers to it.`);
  workspace.activities.delete(activity.sid);
  const description = `Activity ${activity.friendlyName} deleted`;
  record(workspace, 'activity.deleted', activity, description, activityData(activity));
}
