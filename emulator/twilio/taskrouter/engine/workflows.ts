import { TwilioError } from '../../../core/twilio-error';
import { readConfiguration } from './configuration';
import type { Workflow } from './entities';
import { record, workflowData } from './events';
import type { Workspace } from './workspace';

export interface WorkflowChange {
  readonly friendlyName?: string | undefined;
  readonly configuration?: string | undefined;
  readonly assignmentCallbackUrl?: string | undefined;
  readonly fallbackAssignmentCallbackUrl?: string | undefined;
  readonly taskReservationTimeoutSeconds?: number | undefined;
}

/** Source: https://www.twilio.com/docs/taskrouter/api/workflow */
const DEFAULT_RESERVATION_TIMEOUT_SECONDS = 120;
const MAX_RESERVATION_TIMEOUT_SECONDS = 86_400;

export function createWorkflow(
  workspace: Workspace,
  wanted: WorkflowChange & { friendlyName: string; configuration: string },
): Workflow {
  const workflow: Workflow = {
    ...workspace.entity('WW'),
    friendlyName: wanted.friendlyName,
    configuration: wanted.configuration,
    routing: readConfiguration(wanted.configuration, (sid) => workspace.queues.has(sid)),
    assignmentCallbackUrl: wanted.assignmentCallbackUrl || undefined,
    fallbackAssignmentCallbackUrl: wanted.fallbackAssignmentCallbackUrl || undefined,
    taskReservationTimeoutSeconds: readTimeout(
      wanted.taskReservationTimeoutSeconds ?? DEFAULT_RESERVATION_TIMEOUT_SECONDS,
    ),
  };
  workspace.workflows.set(workflow.sid, workflow);
  tell(workspace, workflow, 'created');
  return workflow;
}

/** Tasks that are on their way keep the place they have unless `reEvaluatesTasks`. */
export function updateWorkflow(
  workspace: Workspace,
  workflow: Workflow,
  change: WorkflowChange,
  reEvaluatesTasks: boolean,
): void {
  const { configuration, assignmentCallbackUrl, fallbackAssignmentCallbackUrl } = change;
  const routing =
    configuration === undefined
      ? workflow.routing
      : readConfiguration(configuration, (sid) => workspace.queues.has(sid));
  const timeout = change.taskReservationTimeoutSeconds;
  if (timeout !== undefined) workflow.taskReservationTimeoutSeconds = readTimeout(timeout);
  if (configuration !== undefined) {
    workflow.configuration = configuration;
    workflow.routing = routing;
  }
  workflow.friendlyName = change.friendlyName ?? workflow.friendlyName;
  if (assignmentCallbackUrl !== undefined)
    workflow.assignmentCallbackUrl = assignmentCallbackUrl || undefined;
  if (fallbackAssignmentCallbackUrl !== undefined)
    workflow.fallbackAssignmentCallbackUrl = fallbackAssignmentCallbackUrl || undefined;
  workspace.touch(workflow);
  tell(workspace, workflow, 'updated');
  if (!reEvaluatesTasks) return;
  for (const task of workspace.tasks.values()) if (task.workflow === workflow) task.route.isStale = true;
  workspace.wake();
}

export function deleteWorkflow(workspace: Workspace, workflow: Workflow): void {
  const isBusy = [...workspace.tasks.values()].some(
    (task) => task.workflow === workflow && (task.status === 'pending' || task.status === 'reserved'),
  );
  if (isBusy)
    throw TwilioError.badRequest(
      `Cannot delete Workflow ${workflow.sid} because it still has pending or reserved tasks.`,
    );
  workspace.workflows.delete(workflow.sid);
  tell(workspace, workflow, 'deleted');
}

function readTimeout(seconds: number): number {
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > MAX_RESERVATION_TIMEOUT_SECONDS)
    throw TwilioError.badRequest(
      `TaskReservationTimeout must be between 1 and ${MAX_RESERVATION_TIMEOUT_SECONDS}`,
    );
  return seconds;
}

function tell(workspace: Workspace, workflow: Workflow, what: string): void {
  const description = `Workflow ${workflow.friendlyName} ${what}`;
  record(workspace, `workflow.${what}`, workflow, description, workflowData(workflow));
}
