import { compileRules, type CompiledRouting } from '../../../routing/compile';
import { meaningOfChange } from '../../../routing/meaning';
import type { Rules } from '../../../routing/rules';
import { functionsVocabulary } from '../../../routing/vocabulary';
import { sameMeaning } from '../../../infra/provider-kit/meaning';
import type { Account } from './account';

/** How the routing in the account differs from these rules, one sentence each; none: it is the same. */
export async function routingDifferences(account: Account, rules: Rules): Promise<string[]> {
  const { twilio, variables } = account;
  const workspace = `/v1/Workspaces/${variables.WORKSPACE_SID}`;
  const get = <T>(path: string, query?: Record<string, number>): Promise<T> =>
    twilio.request<T>({ method: 'GET', host: 'taskrouter.twilio.com', path, ...(query && { query }) });
  const [{ task_queues: queues }, { configuration }] = await Promise.all([
    get<{ task_queues: readonly Queue[] }>(`${workspace}/TaskQueues`, { PageSize: 100 }),
    get<{ configuration: string }>(`${workspace}/Workflows/${variables.WORKFLOW_SID}`),
  ]);
  const wanted = compileRules(rules);
  const vocabulary = functionsVocabulary(rules.vocabulary);
  return [
    ...queueDifferences(queues, wanted),
    ...filterDifferences(withNames(configuration, queues, wanted), wanted.workflow),
    ...(sameMeaning(JSON.parse(variables.VOCABULARY || '{}'), JSON.parse(vocabulary))
      ? []
      : ['VOCABULARY in .env says otherwise than the vocabulary of the rules']),
  ];
}

/** What an edit since the start means for callers, as Markdown; `''` where nothing was edited. */
export function meaningOfEdit(before: Rules, after: Rules): string {
  return sameMeaning(before, after) ? '' : meaningOfChange(before, after).trim();
}

interface Queue {
  readonly sid: string;
  readonly friendly_name: string;
  readonly target_workers: string;
}

type Configuration = CompiledRouting['workflow'];

function queueDifferences(queues: readonly Queue[], { queues: wanted }: CompiledRouting): string[] {
  return wanted.flatMap(({ friendlyName, targetWorkers }) => {
    const known = queues.find(({ friendly_name }) => friendly_name === friendlyName);
    if (!known) return [`Queue ${friendlyName} is not there yet`];
    return known.target_workers === targetWorkers ? [] : [`Queue ${friendlyName} takes other agents`];
  });
}

/** The account's workflow with the short names of the rules in place of SIDs. */
function withNames(
  text: string,
  queues: readonly Queue[],
  { queues: wanted }: CompiledRouting,
): Configuration {
  const names = new Map(
    queues.map(({ sid, friendly_name: name }) => [
      sid,
      wanted.find(({ friendlyName }) => friendlyName === name)?.key ?? name,
    ]),
  );
  return JSON.parse(text, (key, value: unknown) =>
    key === 'queue' && typeof value === 'string' ? (names.get(value) ?? value) : value,
  ) as Configuration;
}

function filterDifferences(
  { task_routing: has }: Configuration,
  { task_routing: wants }: Configuration,
): string[] {
  const named = (filters: Configuration['task_routing']['filters']) =>
    new Map((filters ?? []).map((filter) => [filter.filter_friendly_name, filter]));
  const [known, wanted] = [named(has.filters), named(wants.filters)];
  const differing = [...new Set([...wanted.keys(), ...known.keys()])].flatMap((name) => {
    if (!known.has(name)) return [`Rule “${name}” is not in the account`];
    if (!wanted.has(name)) return [`The account has a rule “${name}” more`];
    return sameMeaning(known.get(name), wanted.get(name))
      ? []
      : [`Rule “${name}” is another one in the account`];
  });
  if (differing.length > 0) return differing;
  return sameMeaning(has, wants) ? [] : ['The rules stand in another order in the account'];
}
