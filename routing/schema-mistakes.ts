import type { z } from 'zod';
import type { Finding } from './check';
import { closest } from './closest';

type Issue = z.core.$ZodIssue;

/** Says in words of the file what the schema found. */
export function explain(issue: Issue): Finding[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(path, key));
    case 'invalid_type':
      return [
        {
          path,
          message: issue.message.includes('undefined')
            ? 'is missing'
            : `wants ${article(issue.expected)}${received(issue.message)}`,
          fix: issue.message.includes('undefined') ? 'Add it' : `Write ${article(issue.expected)} here`,
        },
      ];
    case 'invalid_key':
      return [
        {
          path,
          isKey: true,
          message: `'${String(path.at(-1))}' is no good name`,
          fix: 'Use small letters, digits and hyphens, beginning with a letter',
        },
      ];
    case 'invalid_union':
      return [
        {
          path,
          message: 'wants a word of the vocabulary or a list of them',
          fix: 'Write e.g. billing or [billing, sales]',
        },
      ];
    case 'invalid_format':
      return [{ path, message: `wants ${issue.message}`, fix: 'Rename it' }];
    case 'too_small':
      return [
        {
          path,
          message: `wants at least ${issue.minimum}${counted(issue.origin, issue.minimum)}`,
          fix: isNumber(issue.origin) ? 'Make it more' : 'Add what is missing',
        },
      ];
    case 'too_big':
      return [
        {
          path,
          message: `wants at most ${issue.maximum}${counted(issue.origin, issue.maximum)}`,
          fix: 'Make it less',
        },
      ];
    case 'custom':
      return [{ path, message: issue.message, fix: 'Add what is missing' }];
    default:
      return [{ path, message: issue.message, fix: 'See routing/schema.json for what can stand here' }];
  }
}

const PLACES: Readonly<Record<string, readonly string[]>> = {
  '': ['vocabulary', 'waitSeconds', 'queues', 'rules', 'default'],
  vocabulary: ['departments', 'languages', 'priorities'],
  queue: ['name', 'skills', 'workers'],
  skills: ['department', 'language'],
  rule: ['name', 'when', 'waitSeconds', 'targets'],
  when: ['department', 'language', 'priority'],
  target: ['queue', 'seconds', 'priority', 'sameLanguage', 'skipIfNobodyAvailable'],
  default: ['targets'],
};

function unknownKey(path: readonly (string | number)[], key: string): Finding {
  const known = PLACES[placeOf(path)] ?? [];
  const meant = closest(key, known);
  return {
    path: [...path, key],
    isKey: true,
    message: `unknown key '${key}'`,
    fix: meant ? `Did you mean '${meant}'?` : `What can stand here: ${known.join(', ')}`,
  };
}

function placeOf(path: readonly (string | number)[]): string {
  const last = path.at(-1);
  if (last === undefined) return '';
  if (typeof last === 'number') return path.at(-2) === 'targets' ? 'target' : 'rule';
  return path.length === 2 && path[0] === 'queues' ? 'queue' : last;
}

function article(expected: string): string {
  const names: Record<string, string> = {
    object: 'a map',
    record: 'a map',
    array: 'a list',
    string: 'a text',
    int: 'a whole number',
    boolean: 'true or false',
  };
  return names[expected] ?? `a ${expected}`;
}

function received(message: string): string {
  const found = /received (\w+)/.exec(message)?.[1];
  return found ? `, got ${found}` : '';
}

function counted(origin: string, count: number | bigint): string {
  if (isNumber(origin)) return '';
  const [one, many] = origin === 'string' ? ['character', 'characters'] : ['entry', 'entries'];
  return ` ${count === 1 ? one : many}`;
}

function isNumber(origin: string): boolean {
  return origin === 'number' || origin === 'int';
}
