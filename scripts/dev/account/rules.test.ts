import { RestClient } from '../../../infra/provider-kit/rest';
import { compileRules } from '../../../routing/compile';
import { readRulesFile } from '../../../routing/read';
import type { Rules } from '../../../routing/rules';
import { functionsVocabulary } from '../../../routing/vocabulary';
import type { Account } from './account';
import { routingDifferences } from './rules';

const rules = readRulesFile('routing/rules.yaml');
const sidOf = (index: number): string => `WQ${String(index).padStart(32, '0')}`;

/** An account in which these rules are in force, its numbers as text, as Twilio may answer them. */
function accountWith(applied: Rules): Account {
  const { queues, workflow } = compileRules(applied);
  const configuration = JSON.stringify(workflow, (key, value: unknown) =>
    key === 'queue'
      ? sidOf(queues.findIndex((queue) => queue.key === value))
      : key === 'timeout'
        ? String(value)
        : value,
  );
  const twilio = Object.assign(new RestClient({ authorization: '' }), {
    request: async ({ path }: { path: string }): Promise<unknown> =>
      path.endsWith('/TaskQueues')
        ? {
            task_queues: queues.map(({ friendlyName, targetWorkers }, index) => ({
              ...{ sid: sidOf(index), friendly_name: friendlyName, target_workers: targetWorkers },
            })),
          }
        : { configuration },
  });
  const variables = { VOCABULARY: functionsVocabulary(applied.vocabulary) };
  return { sid: '', url: '', twilio, vapi: twilio, vapiHost: '', variables };
}

describe('the routing of an account', () => {
  it('is the same when these rules are in force', async () => {
    expect(await routingDifferences(accountWith(rules), rules)).toEqual([]);
  });

  it('is told apart by queue, rule, order and vocabulary', async () => {
    const [first, second, ...others] = rules.rules;
    if (!first || !second) throw new Error('the rules have two rules at least');
    const found = (edited: Partial<Rules>) => routingDifferences(accountWith(rules), { ...rules, ...edited });
    expect(await found({ rules: [{ ...first, waitSeconds: 7 }, second, ...others] })).toEqual([
      `Rule “${first.name}” is another one in the account`,
    ]);
    expect(await found({ rules: [{ ...first, name: 'VIP' }, second, ...others] })).toEqual([
      'Rule “VIP” is not in the account',
      `The account has a rule “${first.name}” more`,
    ]);
    const renamed = Object.fromEntries(
      Object.entries(rules.queues).map(([key, queue]) => [key, { ...queue, name: `New ${queue.name}` }]),
    );
    expect((await found({ queues: renamed }))[0]).toMatch(/^Queue New .* is not there yet$/);
    const { departments } = rules.vocabulary;
    expect(
      await found({ vocabulary: { ...rules.vocabulary, departments: { ...departments, legal: 'Law' } } }),
    ).toEqual(['VOCABULARY in .env says otherwise than the vocabulary of the rules']);
  });
});
