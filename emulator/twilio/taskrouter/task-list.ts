import type { Context } from 'hono';
import { attributeNames, evaluate } from '../../../routing/language';
import { readExpression } from './engine/configuration';
import type { Task } from './engine/entities';
import { attributesOf } from './engine/entities';
import type { Workspace } from './engine/workspace';
import { ordered } from './ordering';
import { wantedValues } from './parameters';

const KEYS = {
  DateCreated: (task: Task) => task.createdAtMs,
  Priority: (task: Task) => task.priority,
  VirtualStartTime: (task: Task) => task.virtualStartAtMs,
};

/**
 * The tasks that a request's filters let through, in its Ordering (by default the oldest first).
 * Source: https://www.twilio.com/docs/taskrouter/api/task#read-multiple-task-resources
 */
export function orderedTasks(workspace: Workspace, c: Context) {
  const { EvaluateTaskAttributes: text, HasAddons: hasAddons } = c.req.query();
  const expression = text ? readExpression(text, 'filter') : undefined;
  const isIn = (name: string, value: unknown): boolean => {
    const wanted = wantedValues(c, name);
    return wanted.length === 0 || wanted.includes(String(value));
  };
  const tasks = [...workspace.tasks.values()].filter(
    (task) =>
      hasAddons?.toLowerCase() !== 'true' &&
      isIn('Priority', task.priority) &&
      isIn('AssignmentStatus', task.status) &&
      isIn('WorkflowSid', task.workflow?.sid) &&
      isIn('WorkflowName', task.workflow?.friendlyName) &&
      isIn('TaskQueueSid', task.queue?.sid) &&
      isIn('TaskQueueName', task.queue?.friendlyName) &&
      isIn('RoutingTarget', task.routingTarget) &&
      (!expression || evaluate(expression, attributeNames(attributesOf(task)))),
  );
  return ordered(c, tasks, KEYS);
}
