import { closest } from './closest';
import { ExpressionSyntaxError, checkNames, parseExpression } from './language';
import { overlap, unreachable } from './exclusion';
import { words } from './rules';
import type { Rules, Target, Vocabulary } from './rules';
import { functionsVocabulary } from './vocabulary';

export type Path = readonly (string | number)[];

/** Something wrong at a place of the file. `isKey`: the key itself is meant, not its value. */
export interface Finding {
  readonly path: Path;
  readonly isKey?: boolean;
  readonly message: string;
  readonly fix: string;
}

/** What the schema can't see: names that don't exist, rules that no caller reaches, times that don't add up. */
export function checkRules(rules: Rules): Finding[] {
  return [
    ...checkVocabulary(rules.vocabulary),
    ...checkQueues(rules),
    ...checkRuleList(rules),
    ...checkTargets(rules),
  ];
}

/** Of a Function's variable: https://www.twilio.com/docs/serverless/functions-assets/functions/variables */
const MOST_VOCABULARY_BYTES = 450;

function checkVocabulary(vocabulary: Vocabulary): Finding[] {
  const priorities = Object.entries(vocabulary.priorities);
  const doubles = priorities.flatMap(([name, number], index) => {
    const twin = priorities.slice(0, index).find(([, other]) => other === number)?.[0];
    return twin === undefined ? [] : { name, twin };
  });
  const bytes = Buffer.byteLength(functionsVocabulary(vocabulary));
  return [
    ...doubles.map(({ name, twin }) => ({
      path: ['vocabulary', 'priorities', name],
      message: `'${twin}' has the same number, so no rule could tell them apart`,
      fix: 'Give one of them another number, or remove it',
    })),
    ...(bytes > MOST_VOCABULARY_BYTES
      ? [
          {
            path: ['vocabulary'],
            isKey: true,
            message: `its words take ${bytes} bytes together, and the functions hold ${MOST_VOCABULARY_BYTES}`,
            fix: 'Use fewer or shorter words; the texts beside them do not count',
          },
        ]
      : []),
  ];
}

function checkQueues(rules: Rules): Finding[] {
  const { vocabulary } = rules;
  const byName = new Map<string, string>();
  return Object.entries(rules.queues).flatMap(([key, queue]) => {
    const path = ['queues', key];
    const twin = byName.get(queue.name);
    byName.set(queue.name, key);
    return [
      ...(twin
        ? [
            {
              path: [...path, 'name'],
              message: `queue '${twin}' has the same name`,
              fix: 'Give one of them another name',
            },
          ]
        : []),
      ...(queue.skills && queue.workers
        ? [{ path: [...path, 'workers'], message: 'both skills and workers', fix: 'Keep one of the two' }]
        : []),
      ...(queue.workers ? checkExpression(queue.workers, [...path, 'workers']) : []),
      ...known(
        words(queue.skills?.department),
        vocabulary.departments,
        [...path, 'skills', 'department'],
        'department',
      ),
      ...known(
        words(queue.skills?.language),
        vocabulary.languages,
        [...path, 'skills', 'language'],
        'language',
      ),
    ];
  });
}

function checkExpression(text: string, path: Path): Finding[] {
  try {
    return checkNames(parseExpression(text), 'target-workers').map((message) => ({
      path,
      message,
      fix: 'Write the attribute as it stands in the worker, such as level >= 3',
    }));
  } catch (error) {
    if (!(error instanceof ExpressionSyntaxError)) throw error;
    return [
      {
        path,
        message: `the expression is malformed at its character ${error.offset + 1}: ${error.message}`,
        fix: 'See https://www.twilio.com/docs/taskrouter/expression-syntax',
      },
    ];
  }
}

function checkRuleList(rules: Rules): Finding[] {
  const { vocabulary } = rules;
  return rules.rules.flatMap((rule, index) => {
    const path = ['rules', index];
    const earlier = rules.rules.slice(0, index).filter(({ when }) => overlap(when, rule.when));
    const hiddenBy = earlier.find(({ when }) => unreachable(rule.when, when));
    return [
      ...known(
        words(rule.when.department),
        vocabulary.departments,
        [...path, 'when', 'department'],
        'department',
      ),
      ...known(words(rule.when.language), vocabulary.languages, [...path, 'when', 'language'], 'language'),
      ...known(words(rule.when.priority), vocabulary.priorities, [...path, 'when', 'priority'], 'priority'),
      ...(Object.keys(rule.when).length === 0
        ? [
            {
              path: [...path, 'when'],
              message: 'a rule without conditions',
              fix: "Move its targets to 'default'",
            },
          ]
        : []),
      ...(hiddenBy
        ? [
            {
              path: [...path, 'name'],
              message: `no caller reaches this rule: '${hiddenBy.name}' above takes them all`,
              fix: 'Move it above that rule, or remove it',
            },
          ]
        : []),
    ];
  });
}

function checkTargets(rules: Rules): Finding[] {
  const lists = [
    ...rules.rules.map((rule, index) => ({
      path: ['rules', index, 'targets'] as Path,
      targets: rule.targets,
      total: rule.waitSeconds ?? rules.waitSeconds,
    })),
    { path: ['default', 'targets'] as Path, targets: rules.default.targets, total: rules.waitSeconds },
  ];
  return lists.flatMap(({ path, targets, total }) => [
    ...targets.flatMap((target, index) => checkTarget(rules, target, [...path, index])),
    ...checkTimes(targets, total, path),
  ]);
}

function checkTarget(rules: Rules, target: Target, path: Path): Finding[] {
  return [
    ...known([target.queue], rules.queues, [...path, 'queue'], 'queue'),
    ...(target.priority
      ? known([target.priority], rules.vocabulary.priorities, [...path, 'priority'], 'priority')
      : []),
  ];
}

function checkTimes(targets: readonly Target[], total: number, path: Path): Finding[] {
  const findings: Finding[] = [];
  let spent = 0;
  targets.forEach(({ seconds }, index) => {
    const isLast = index === targets.length - 1;
    if (!isLast && seconds === undefined) {
      findings.push({
        path: [...path, index],
        message: 'a step before the last one has no seconds, so the next is never reached',
        fix: "Add e.g. 'seconds: 10'",
      });
    }
    spent += seconds ?? (isLast ? 1 : 0);
  });
  if (spent > total) {
    findings.push({
      path,
      message: `the steps take ${spent} seconds or more, but waitSeconds is ${total}`,
      fix: 'Shorten the steps or raise waitSeconds',
    });
  }
  return findings;
}

function known(
  used: readonly string[],
  names: Readonly<Record<string, unknown>>,
  path: Path,
  kind: string,
): Finding[] {
  const all = Object.keys(names);
  return used
    .filter((word) => !all.includes(word))
    .map((word) => {
      const meant = closest(word, all);
      return {
        path,
        message: `unknown ${kind} '${word}'`,
        fix: meant ? `Did you mean '${meant}'?` : `Known: ${all.join(', ')}`,
      };
    });
}
