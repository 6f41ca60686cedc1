import type { Case } from '../case';
import { inWorkspace } from '../workspace';
import { outcome } from '../target';

const WORKER = {
  level: 5,
  five: '5',
  name: 'Ana',
  flag: true,
  nothing: null,
  skills: ['a', 'b'],
  empty: [],
  nested: { x: 1 },
};

/** Seconds that the account is given until a list of queues shows all that were made. */
const SETTLING_SECONDS = 5;

function expressions(title: string, basis: Case['basis'], emulated: Case['emulated']): Case {
  return {
    title: `expressions: ${title}`,
    basis,
    settles: basis === 'assumed' ? ['Expressions:'] : [],
    emulated,
    observe: (target) =>
      inWorkspace(target, async ({ workspace, aWorker, aQueue }) => {
        const workerSid = await aWorker('ana', WORKER);
        const answers: Record<string, string> = {};
        for (const [serial, expression] of Object.keys(emulated).entries())
          answers[expression] = await outcome(aQueue(String(serial), expression));
        await target.pass(SETTLING_SECONDS);
        const matching = new Set(
          (await workspace.taskQueues.list({ workerSid })).map(({ friendlyName }) => friendlyName),
        );
        for (const [serial, expression] of Object.keys(emulated).entries())
          if (answers[expression] === 'accepted')
            answers[expression] = matching.has(String(serial)) ? 'matches' : 'does not match';
        return answers;
      }),
  };
}

const [YES, NO, REFUSED] = ['matches', 'does not match', '400 / 20001'];

/** A worker with known attributes is asked for by queues, one for each expression. */
export const EXPRESSION_CASES: readonly Case[] = [
  expressions('as documented', 'documented', {
    '1==1': YES,
    'level >= 5': YES,
    'skills HAS "a"': YES,
    'level IN [4, 5]': YES,
    '"a" IN skills': YES,
    '"c" NOT IN skills': YES,
    'name CONTAINS "n"': YES,
    'skills == "a"': NO,
    'skills != "a"': NO,
    'name HAS "Ana"': NO,
    'level NOT IN 6': NO,
    'nested.x == 1': YES,
    'missing HAS "a"': NO,
    'skill-level > 3': REFUSED,
  }),
  expressions('NULL', 'assumed', {
    'missing == null': YES,
    'missing != null': NO,
    'nothing == null': YES,
    'missing == 1': NO,
    'missing != 1': YES,
    'missing > 1': NO,
    'missing < 1': NO,
    'missing IN ["a"]': NO,
    'missing NOT IN ["a"]': YES,
    'missing CONTAINS "a"': NO,
    'missing == other': YES,
    'skills != null': YES,
    'skills == null': NO,
    'empty == null': NO,
    'skills[9] == null': YES,
    'skills[0] == "a"': YES,
  }),
  expressions('types', 'assumed', {
    '"5" == 5': NO,
    'five == 5': NO,
    'level == "5"': NO,
    'level > "4"': NO,
    'level == 5.0': YES,
    'flag == true': YES,
    'flag == "true"': NO,
    'flag == 1': NO,
    'name > "A"': YES,
    'name == "ana"': NO,
    '"level" == 5': NO,
  }),
  expressions('syntax', 'assumed', {
    '1==1 OR 1==1 AND 1==2': YES,
    '(1==1 OR 1==1) AND 1==2': NO,
    'level = 5': YES,
    'level in [5]': YES,
    'level == 5 and five == "5"': YES,
    'NOT (1==2)': REFUSED,
    level: REFUSED,
    'level == ': REFUSED,
    "name == 'Ana'": YES,
  }),
];
