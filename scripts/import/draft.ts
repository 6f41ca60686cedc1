import { Document, isMap } from 'yaml';
import { parseExpression } from '../../routing/language';
import type { Expression } from '../../routing/language';
import { uniqueKey } from './keys';
import type { FoundWorkspace } from './look';

interface FoundTarget {
  readonly queue?: string;
  readonly expression?: string;
  readonly priority?: number | string;
  readonly timeout?: number | string;
  readonly skip_if?: string;
  readonly [other: string]: unknown;
}

interface FoundFilter {
  readonly filter_friendly_name?: string;
  readonly friendly_name?: string;
  readonly expression: string;
  readonly targets: readonly FoundTarget[];
}

interface FoundRouting {
  readonly filters?: readonly FoundFilter[];
  readonly default_filter?: { readonly queue?: string };
}

const KEYS = ['department', 'language'] as const;
type Conditions = Partial<Record<(typeof KEYS)[number], string | readonly string[]>>;

/** Where a workflow sets no time: what a caller waits for, seconds. */
const WAIT_SECONDS = 30;

/**
 * A draft of `rules.yaml` that routes as a workspace's workflow does, as far as the rules can say it; everything else
 * stands beside it as a comment. Queues keep their expressions.
 */
export function draftRules(found: FoundWorkspace): string {
  const routing = routingOf(found);
  const keyOf = new Map(found.queues.map(({ id, name }) => [id.split('/')[1], name.replace(/^queue-/, '')]));
  const fallback = keyOf.values().next().value ?? 'everyone';
  const queueKey = (sid: string | undefined): string => keyOf.get(sid ?? '') ?? fallback;
  const departments = new Map<string, string>();
  const languages = new Map([['en', 'English']]);
  const priorities = new Map([['normal', 0]]);
  const comments: { path: (string | number)[]; text: string }[] = [];
  const taken = new Set<string>();

  const priorityName = (value: number): string => {
    for (const [name, number] of priorities) if (number === value) return name;
    const name = `p${value}`;
    priorities.set(name, value);
    return name;
  };
  const targetOf = (target: FoundTarget, isLast: boolean, path: (string | number)[]): object => {
    const { queue, timeout, priority, skip_if: skipIf, expression, ...others } = target;
    const skips = skipIf?.replace(/\s/g, '') === 'workers.available==0';
    const lost = {
      ...(expression ? { expression } : {}),
      ...(skipIf && !skips ? { skip_if: skipIf } : {}),
      ...others,
    };
    if (Object.keys(lost).length > 0)
      comments.push({ path, text: `not translated: ${JSON.stringify(lost)}` });
    return {
      queue: queueKey(queue),
      ...(isLast ? {} : { seconds: Number(timeout ?? WAIT_SECONDS) }),
      ...(priority === undefined ? {} : { priority: priorityName(Number(priority)) }),
      sameLanguage: false,
      ...(skips && !isLast ? { skipIfNobodyAvailable: true } : {}),
    };
  };
  const rules = (routing.filters ?? []).map((filter, index) => {
    const name = filter.filter_friendly_name ?? filter.friendly_name ?? `Rule ${index + 1}`;
    const understood = conditionsOf(filter.expression);
    const when = understood ?? { department: uniqueKey(name, taken) };
    comments.push({
      path: ['rules', index],
      text: understood
        ? `was: ${filter.expression}`
        : `was: ${filter.expression}\nThe rules know department, language and priority only: make sure that the AI says '${String(when.department)}'`,
    });
    for (const word of [when.department ?? []].flat()) {
      taken.add(word);
      departments.set(word, name);
    }
    for (const word of [when.language ?? []].flat()) languages.set(word, languages.get(word) ?? word);
    return {
      name,
      when,
      waitSeconds: filter.targets.reduce((sum, { timeout }) => sum + Number(timeout ?? WAIT_SECONDS), 0),
      targets: filter.targets.map((target, at) =>
        targetOf(target, at === filter.targets.length - 1, ['rules', index, 'targets', at]),
      ),
    };
  });
  if (departments.size === 0) departments.set('general', 'everything');

  for (const { name, inputs } of found.queues) {
    const { maxReservedWorkers = 1, taskOrder = 'FIFO' } = inputs;
    if (maxReservedWorkers === 1 && taskOrder === 'FIFO') continue;
    const path = ['queues', name.replace(/^queue-/, '')];
    comments.push({ path, text: `not translated: ${JSON.stringify({ maxReservedWorkers, taskOrder })}` });
  }
  const document = new Document({
    vocabulary: {
      departments: Object.fromEntries(departments),
      languages: Object.fromEntries(languages),
      priorities: Object.fromEntries(priorities),
    },
    waitSeconds: WAIT_SECONDS,
    queues: Object.fromEntries(
      found.queues.map(({ name, inputs }) => [
        name.replace(/^queue-/, ''),
        {
          name: inputs.friendlyName,
          ...(inputs.targetWorkers ? { workers: inputs.targetWorkers } : {}),
        },
      ]),
    ),
    rules,
    default: { targets: [{ queue: queueKey(routing.default_filter?.queue), sameLanguage: false }] },
  });
  for (const { path, text } of comments) {
    const node = document.getIn(path, true);
    if (isMap(node)) node.commentBefore = text.replace(/^/gm, ' ');
  }
  document.commentBefore = [
    ' yaml-language-server: $schema=../routing/schema.json',
    '',
    ` A draft from the workspace '${String(found.workspace.inputs.friendlyName)}'. Read it, above all the comments, before you use it:`,
    ' what it changes is what `pulumi preview` shows once `rules` names this file.',
  ].join('\n');
  return document.toString({ lineWidth: 110 });
}

function routingOf({ workflows }: FoundWorkspace): FoundRouting {
  const configuration = workflows[0]?.inputs.configuration as { task_routing?: FoundRouting } | undefined;
  return configuration?.task_routing ?? {};
}

/** Conditions of the rules that mean the same as the expression; undefined where they can't say it. */
function conditionsOf(text: string): Conditions | undefined {
  let expression: Expression;
  try {
    expression = parseExpression(text);
  } catch {
    return undefined;
  }
  const conditions: Conditions = {};
  for (const term of expression.type === 'and' ? expression.terms : [expression]) {
    if (term.type !== 'comparison' || term.left.type !== 'reference') return undefined;
    const path = term.left.path[0] === 'task' ? term.left.path.slice(1) : term.left.path;
    const key = KEYS.find((known) => known === path[0]);
    const items =
      term.operator === '=='
        ? [term.right]
        : term.operator === 'IN' && term.right.type === 'list'
          ? term.right.items
          : [];
    const words = items.flatMap((item) =>
      item.type === 'string' && /^[a-z][a-z0-9-]*$/.test(item.value) ? [item.value] : [],
    );
    if (!key || path.length !== 1 || conditions[key] !== undefined) return undefined;
    if (words.length === 0 || words.length !== items.length) return undefined;
    conditions[key] = words.length === 1 ? words[0] : words;
  }
  return conditions;
}
