import type { Path } from './expression';
import { ExpressionSyntaxError, parseName } from './parse';

export interface OrderClause {
  /** The path into the worker's attributes, without `worker.`. */
  readonly path: Path;
  readonly direction: 'ASC' | 'DESC';
}

/**
 * Reads a target's order_by: `worker.level DESC, worker.seniority ASC`. Ascending when no direction is given. Throws
 * `ExpressionSyntaxError` where it is malformed.
 * Source: https://www.twilio.com/docs/taskrouter/workflow-configuration/order-workers
 */
export function parseOrderBy(text: string): OrderClause[] {
  let offset = 0;
  return text.split(',').map((clause) => {
    const start = offset;
    offset += clause.length + 1;
    const parts = /^\s*(\S+)(?:\s+(ASC|DESC))?\s*$/i.exec(clause);
    const [root, ...path] = parts ? parseName(parts[1] ?? '') : [];
    if (root !== 'worker' || path.length === 0)
      throw new ExpressionSyntaxError(
        `order_by wants worker.<attribute> ASC or DESC, not '${clause.trim()}'`,
        start,
        1,
        start + 1,
      );
    return { path, direction: parts?.[2]?.toUpperCase() === 'DESC' ? 'DESC' : 'ASC' };
  });
}
