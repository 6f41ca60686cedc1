import type { Context } from 'hono';
import { attributeNames, evaluate } from '../../../routing/language';
import { TwilioError } from '../../core/twilio-error';
import { readExpression } from './engine/configuration';
import type { Task } from './engine/entities';
import { attributesOf } from './engine/entities';
import type { Workspace } from './engine/workspace';
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
export function orderedTasks(workspace: Workspace, c: Context): Task[] {
  const { EvaluateTaskAttributes: text, HasAddons: hasAddons } = c.req.query();
  const expression = text ? readExpression(text, 'filter') : undefined;
  const isIn = (name: string, value: unknown): boolean => {
    const wanted = wantedValues(c, name);
    return wanted.length === 0 || wanted.includes(String(value));
  };
  if (hasAddons?.toLowerCase() === 'true') return [];
  return [...workspace.tasks.values()]
    .filter(
      (task) =>
        isIn('Priority', task.priority) &&
        isIn('AssignmentStatus', task.status) &&
        isIn('WorkflowSid', task.workflow?.sid) &&
        isIn('WorkflowName', task.workflow?.friendlyName) &&
        isIn('TaskQueueSid', task.queue?.sid) &&
        isIn('TaskQueueName', task.queue?.friendlyName) &&
        isIn('RoutingTarget', task.routingTarget) &&
        (!expression || evaluate(expression, attributeNames(attributesOf(task)))),
    )
    .sort(byOrdering(wantedValues(c, 'Ordering')));
}

function byOrdering(clauses: readonly string[]): (a: Task, b: Task) => number {
  const order = clauses.map((clause) => {
    const [name = '', direction = 'asc'] = clause.split(':');
    if (!(name in KEYS) || !/^(asc|desc)$/.test(direction))
      throw TwilioError.badRequest(`Ordering ${clause} is not valid`);
    return { keyOf: KEYS[name as keyof typeof KEYS], sign: direction === 'desc' ? -1 : 1 };
  });
  return (a, b) => {
    for (const { keyOf, sign } of order) {
      const difference = keyOf(a) - keyOf(b);
      if (difference !== 0) return sign * difference;
    }
    return a.serial - b.serial;
  };
}
