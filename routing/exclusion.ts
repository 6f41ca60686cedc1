import { words } from './rules';
import type { Conditions, Vocabulary } from './rules';

/**
 * TaskRouter goes on to the next *matching* filter when the steps of one have timed out, not out of the workflow
 * (https://www.twilio.com/docs/taskrouter/workflow-configuration). A caller would then wait once for every rule that
 * fits. So each filter also says that no earlier rule fits: exactly one filter matches a task.
 */

type Key = keyof Conditions;
const KEYS: readonly Key[] = ['department', 'language', 'priority'];

/** True when some caller could fit both. */
export function overlap(a: Conditions, b: Conditions): boolean {
  return KEYS.every((key) => {
    const left = words(a[key]);
    const right = words(b[key]);
    return left.length === 0 || right.length === 0 || left.some((word) => right.includes(word));
  });
}

/** True when everybody who fits `rule` fits `earlier` too. */
export function unreachable(rule: Conditions, earlier: Conditions): boolean {
  return KEYS.every((key) => covers(words(earlier[key]), words(rule[key])));
}

/**
 * The task expression for a rule at its place: its own conditions, and none of the earlier rules'. In a task's attributes
 * a priority is its number.
 */
export function filterExpression(
  own: Conditions,
  earlier: readonly Conditions[],
  priorities: Vocabulary['priorities'],
): string {
  const literals = (key: Key, value: Conditions[Key]): string[] =>
    words(value).map((word) => (key === 'priority' ? String(priorities[word] ?? 0) : `'${word}'`));
  const parts = KEYS.filter((key) => own[key] !== undefined).map((key) =>
    holds(key, literals(key, own[key])),
  );
  for (const other of widest(earlier).filter((when) => overlap(when, own))) {
    const ways = KEYS.filter(
      (key) => other[key] !== undefined && !covers(words(other[key]), words(own[key])),
    ).map((key) => holdsNot(key, literals(key, other[key])));
    parts.push(ways.length === 1 ? (ways[0] ?? '') : `(${ways.join(' OR ')})`);
  }
  return parts.length === 0 ? '1 == 1' : parts.join(' AND ');
}

/** Leaves out what another one says already. */
function widest(all: readonly Conditions[]): Conditions[] {
  const isSaidBy = (when: Conditions, other: Conditions, isEarlier: boolean): boolean =>
    unreachable(when, other) && (isEarlier || !unreachable(other, when));
  return all.filter(
    (when, index) => !all.some((other, at) => at !== index && isSaidBy(when, other, at < index)),
  );
}

/** `wide` lets through everything that `narrow` does; an empty list lets everything through. */
function covers(wide: readonly string[], narrow: readonly string[]): boolean {
  if (wide.length === 0) return true;
  return narrow.length > 0 && narrow.every((word) => wide.includes(word));
}

function holds(key: Key, allowed: readonly string[]): string {
  return allowed.length === 1 ? `${key} == ${allowed[0]}` : `${key} IN [${allowed.join(', ')}]`;
}

function holdsNot(key: Key, excluded: readonly string[]): string {
  return excluded.length === 1 ? `${key} != ${excluded[0]}` : `${key} NOT IN [${excluded.join(', ')}]`;
}
