import type { Context } from 'hono';
import { TwilioError } from '../../core/twilio-error';
import type { Entity } from './engine/entities';
import { wantedValues } from './parameters';

/** What an `Ordering` may name, with the value that counts. */
type Keys<T> = Readonly<Record<string, (record: T) => string | number>>;

/**
 * The records in the order of the request's `Ordering` (`Priority:desc,DateCreated:asc`), what is left undecided and
 * everything without `Ordering` by creation, with each record's place in that order. Another key is 400, code 20001.
 * Source: https://www.twilio.com/docs/taskrouter/api/task#read-multiple-task-resources
 */
export function ordered<T extends Entity>(
  c: Context,
  records: readonly T[],
  keys: Keys<T>,
): { records: readonly T[]; position: (record: T) => number } {
  const clauses = wantedValues(c, 'Ordering').map((clause) => readClause(clause, keys));
  const bySerial = (a: T, b: T): number => a.serial - b.serial;
  if (clauses.length === 0) return { records: [...records].sort(bySerial), position: ({ serial }) => serial };
  const sorted = [...records].sort((a, b) => {
    for (const { keyOf, sign } of clauses) {
      const [left, right] = [keyOf(a), keyOf(b)];
      if (left !== right) return left < right ? -sign : sign;
    }
    return bySerial(a, b);
  });
  const places = new Map(sorted.map((record, place) => [record, place]));
  return { records: sorted, position: (record) => places.get(record) ?? 0 };
}

function readClause<T>(clause: string, keys: Keys<T>) {
  const [name = '', direction = 'asc'] = clause.split(':');
  const keyOf = Object.hasOwn(keys, name) ? keys[name] : undefined;
  if (!keyOf || !/^(asc|desc)$/.test(direction))
    throw TwilioError.badRequest(`Ordering ${clause} is not valid`);
  return { keyOf, sign: direction === 'desc' ? -1 : 1 };
}
