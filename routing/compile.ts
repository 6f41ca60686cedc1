import { filterExpression } from './exclusion';
import { words } from './rules';
import type { Queue, Rules, Target } from './rules';

/** A TaskQueue to be made. `key` is its short name in the rules. */
interface CompiledQueue {
  readonly key: string;
  readonly friendlyName: string;
  /** TaskRouter expression over worker attributes. */
  readonly targetWorkers: string;
}

/**
 * A workflow's configuration as TaskRouter takes it.
 * Source: https://www.twilio.com/docs/taskrouter/workflow-configuration
 */
export interface WorkflowConfiguration {
  task_routing: {
    filters: WorkflowFilter[];
    default_filter?: { queue: string };
  };
}

interface WorkflowFilter {
  filter_friendly_name: string;
  expression: string;
  targets: WorkflowTarget[];
}

interface WorkflowTarget {
  queue: string;
  expression?: string;
  priority?: number;
  /** Seconds. */
  timeout?: number;
  skip_if?: string;
}

export interface CompiledRouting {
  readonly queues: readonly CompiledQueue[];
  /** Queues stand in it by their short names: SIDs are known only once the queues exist, and say nothing to readers. */
  readonly workflow: WorkflowConfiguration;
}

/** Agents who declined this caller are not rung again. */
const NOT_DECLINED = 'worker.sid NOT IN task.declinedBy';

/** Rules to TaskQueues and a Workflow. The rules have been checked (`readRules`). */
export function compileRules(rules: Rules): CompiledRouting {
  const filters = rules.rules.map((rule, index) => ({
    filter_friendly_name: rule.name,
    expression: filterExpression(
      rule.when,
      rules.rules.slice(0, index).map(({ when }) => when),
      rules.vocabulary.priorities,
    ),
    targets: compileTargets(rules, rule.targets, rule.waitSeconds ?? rules.waitSeconds),
  }));
  const fallback: WorkflowFilter = {
    filter_friendly_name: 'Everybody else',
    expression: filterExpression(
      {},
      rules.rules.map(({ when }) => when),
      rules.vocabulary.priorities,
    ),
    targets: compileTargets(rules, rules.default.targets, rules.waitSeconds),
  };
  return {
    queues: Object.entries(rules.queues).map(([key, queue]) => ({
      key,
      friendlyName: queue.name,
      targetWorkers: queue.workers ?? skillsExpression(queue),
    })),
    workflow: {
      task_routing: {
        filters: [...filters, fallback],
        // Only for a task that none of the filters takes, which their expressions rule out; a task lost is worse.
        default_filter: { queue: rules.default.targets[0]?.queue ?? '' },
      },
    },
  };
}

function compileTargets(rules: Rules, targets: readonly Target[], totalSeconds: number): WorkflowTarget[] {
  let left = totalSeconds;
  return targets.map((target, index) => {
    const isLast = index === targets.length - 1;
    const timeout = target.seconds ?? left;
    left -= timeout;
    return {
      queue: target.queue,
      expression: target.sameLanguage
        ? `${NOT_DECLINED} AND task.language IN worker.languages`
        : NOT_DECLINED,
      ...(target.priority === undefined
        ? {}
        : { priority: rules.vocabulary.priorities[target.priority] ?? 0 }),
      timeout,
      ...(target.skipIfNobodyAvailable && !isLast ? { skip_if: 'workers.available == 0' } : {}),
    };
  });
}

function skillsExpression({ skills }: Queue): string {
  const needed = [
    ...words(skills?.department).map((word) => `departments HAS '${word}'`),
    ...words(skills?.language).map((word) => `languages HAS '${word}'`),
  ];
  return needed.length === 0 ? '1 == 1' : needed.join(' AND ');
}
