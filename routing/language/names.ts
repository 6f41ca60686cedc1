import type { Path } from './expression';

/** What a name stands for; undefined and null are both TaskRouter's NULL. */
export type Names = (path: Path) => unknown;

export type Attributes = Readonly<Record<string, unknown>>;

/** A worker as target expressions see it: `worker.sid`, `worker.channel.voice.assigned_tasks`, `worker.languages`. */
export interface NamedWorker {
  readonly sid: string;
  readonly friendly_name: string;
  readonly activity_sid: string;
  readonly activity_name: string;
  readonly attributes: Attributes;
  /** By the task channel's unique name. */
  readonly channel: Readonly<Record<string, NamedWorkerChannel>>;
}

/** Source: https://www.twilio.com/docs/taskrouter/multitasking */
interface NamedWorkerChannel {
  readonly configured_capacity: number;
  readonly assigned_tasks: number;
  readonly available_capacity_percentage: number;
}

/** The names of a filter (a task's attributes) or of TargetWorkers (a worker's attributes). */
export function attributeNames(attributes: Attributes): Names {
  return (path) => lookUp(attributes, path);
}

/** The names of a target's expression: `task.` and `worker.`. What a worker is comes before what its attributes say. */
export function targetNames(task: Attributes, worker: NamedWorker): Names {
  const { attributes, ...own } = worker;
  const workerRoot = { ...attributes, ...own };
  return ([root, ...path]) => {
    if (root === 'task') return lookUp(task, path);
    return root === 'worker' ? lookUp(workerRoot, path) : undefined;
  };
}

/**
 * The names of skip_if: how many workers of the target's queue are available, unavailable, or in one activity
 * (`workers.WA…`).
 * Source: https://www.twilio.com/docs/taskrouter/workflow-configuration (skip_if)
 */
export function queueNames(counts: {
  readonly available: number;
  readonly unavailable: number;
  readonly byActivity: Readonly<Record<string, number>>;
}): Names {
  const workers = { ...counts.byActivity, available: counts.available, unavailable: counts.unavailable };
  return ([root, ...path]) => {
    if (root !== 'workers') return undefined;
    const found = lookUp(workers, path);
    return found === undefined && isActivity(path) ? 0 : found;
  };
}

export function isActivity(path: Path): boolean {
  return path.length === 1 && typeof path[0] === 'string' && /^WA[0-9a-fA-F]{32}$/.test(path[0]);
}

function lookUp(root: unknown, path: Path): unknown {
  let value = root;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value) !== (typeof part === 'number')) return undefined;
    if (!Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}
