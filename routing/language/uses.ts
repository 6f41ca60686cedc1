import type { Expression, Operand, Path } from './expression';
import { isActivity } from './names';
import { printName } from './print';

/** Where an expression stands, which decides what its names mean. */
export type Use = 'target-workers' | 'filter' | 'target' | 'skip_if';

const CHANNEL_FIELDS = ['configured_capacity', 'assigned_tasks', 'available_capacity_percentage'];

/**
 * The names in the expression that mean nothing in this place, each with a sentence that says why. TaskRouter itself
 * does not look at what TargetWorkers and filters name.
 * Source: https://www.twilio.com/docs/taskrouter/workflow-configuration
 */
export function checkNames(expression: Expression, use: Use): string[] {
  return [...new Set(pathsOf(expression).flatMap((path) => complaint(path, use) ?? []))];
}

function complaint(path: Path, use: Use): string | undefined {
  const name = printName(path);
  const [root, ...rest] = path;
  if (use === 'target') {
    if ((root !== 'task' && root !== 'worker') || rest.length === 0)
      return `${name}: a name in a target's expression begins with task. or worker.`;
    if (root === 'worker' && rest[0] === 'channel' && !isChannelField(rest))
      return `${name}: a channel has ${CHANNEL_FIELDS.join(', ')}`;
    return undefined;
  }
  if (use === 'skip_if') {
    const isKnown = rest.length === 1 && (rest[0] === 'available' || rest[0] === 'unavailable');
    if (root === 'workers' && (isKnown || isActivity(rest))) return undefined;
    return `${name}: skip_if knows workers.available, workers.unavailable and workers.WA…`;
  }
  if ((root === 'task' || root === 'worker') && rest.length > 0) {
    const whose = use === 'filter' ? "the task's" : "the worker's";
    return `${name}: names here are ${whose} attributes, without a prefix`;
  }
  return undefined;
}

function isChannelField(path: Path): boolean {
  return path.length === 3 && CHANNEL_FIELDS.includes(String(path[2]));
}

function pathsOf(expression: Expression): Path[] {
  if (expression.type !== 'comparison') return expression.terms.flatMap(pathsOf);
  return [...pathsIn(expression.left), ...pathsIn(expression.right)];
}

function pathsIn(operand: Operand): Path[] {
  if (operand.type === 'reference') return [operand.path];
  return operand.type === 'list' ? operand.items.flatMap(pathsIn) : [];
}
