import { words } from './rules';
import type { Conditions, Queue, Rules, Target } from './rules';

/** What a rule can look at, one word of the vocabulary each. */
interface Caller {
  readonly department: string;
  readonly language: string;
  readonly priority: string;
}

const DIMENSIONS = ['department', 'language', 'priority'] as const;

/**
 * What a change of the rules means for callers, as Markdown: every kind of caller (department, language, priority) whose way
 * is another one now, with the way before and after; then who stands in the queues, and what the AI can ask for.
 */
export function meaningOfChange(before: Rules, after: Rules): string {
  const parts = [
    waysThatChange(before, after),
    queuesThatChange(before, after),
    wordsThatChange(before, after),
  ];
  const said = parts.filter((part) => part !== '');
  return said.length === 0 ? 'Nothing changes for any caller.\n' : said.join('\n');
}

/** The steps that a caller goes through: `Billing 15 s, then Everyone 15 s (high)`. */
export function wayOf(rules: Rules, caller: Caller): string {
  const rule = rules.rules.find(({ when }) => fits(when, caller));
  const { targets } = rule ?? rules.default;
  let left = rule?.waitSeconds ?? rules.waitSeconds;
  return targets
    .map((target) => {
      const seconds = target.seconds ?? left;
      left -= seconds;
      return step(rules, target, seconds);
    })
    .join(', then ');
}

function fits(when: Conditions, caller: Caller): boolean {
  return DIMENSIONS.every((key) => when[key] === undefined || words(when[key]).includes(caller[key]));
}

function step(
  rules: Rules,
  { queue, priority, sameLanguage, skipIfNobodyAvailable }: Target,
  seconds: number,
): string {
  const notes = [
    ...(priority === undefined ? [] : [priority]),
    ...(sameLanguage ? [] : ['any language']),
    ...(skipIfNobodyAvailable ? ['skipped if nobody is available'] : []),
  ];
  return `${rules.queues[queue]?.name ?? queue} ${seconds} s${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
}

function waysThatChange(before: Rules, after: Rules): string {
  const { departments, languages, priorities } = after.vocabulary;
  const dimensions = {
    department: Object.keys(departments),
    language: Object.keys(languages),
    priority: Object.keys(priorities),
  };
  const changes = new Map<string, Caller[]>();
  for (const department of dimensions.department)
    for (const language of dimensions.language)
      for (const priority of dimensions.priority) {
        const caller = { department, language, priority };
        const [old, now] = [wayOf(before, caller), wayOf(after, caller)];
        if (old === now) continue;
        const row = `${old} | ${now}`;
        changes.set(row, [...(changes.get(row) ?? []), caller]);
      }
  if (changes.size === 0) return '';
  const rows = [...changes].flatMap(([row, callers]) =>
    blocks(callers).map((block) => `| ${describe(block, dimensions)} | ${row} |`),
  );
  return ['| callers | before | after |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

type Block = Readonly<Record<(typeof DIMENSIONS)[number], readonly string[]>>;

/** Callers in as few blocks as they form without much search: a block is every combination of its words. */
function blocks(callers: readonly Caller[]): Block[] {
  let found: Block[] = callers.map(({ department, language, priority }) => ({
    department: [department],
    language: [language],
    priority: [priority],
  }));
  for (const dimension of [...DIMENSIONS].reverse()) {
    const merged = new Map<string, Block>();
    for (const block of found) {
      const rest = JSON.stringify({ ...block, [dimension]: [] });
      const other = merged.get(rest);
      merged.set(rest, other ? { ...other, [dimension]: [...other[dimension], ...block[dimension]] } : block);
    }
    found = [...merged.values()];
  }
  return found;
}

function describe(block: Block, all: Block): string {
  const said = DIMENSIONS.filter((dimension) => block[dimension].length < all[dimension].length).map(
    (dimension) => `${dimension} ${block[dimension].join(' or ')}`,
  );
  return said.length === 0 ? 'everybody' : said.join(', ');
}

function queuesThatChange(before: Rules, after: Rules): string {
  const keys = [...new Set([...Object.keys(before.queues), ...Object.keys(after.queues)])];
  const lines = keys.flatMap((key) => {
    const [old, now] = [before.queues[key], after.queues[key]];
    if (!old && now) return [`- queue **${now.name}** is new: ${whoStandsIn(now)}`];
    if (old && !now) return [`- queue **${old.name}** is gone; tasks that wait in it go with it`];
    if (!old || !now) return [];
    return [
      ...(old.name === now.name ? [] : [`- queue **${old.name}** is called **${now.name}**`]),
      ...(whoStandsIn(old) === whoStandsIn(now)
        ? []
        : [`- queue **${now.name}**: ${whoStandsIn(now)} (was: ${whoStandsIn(old)})`]),
    ];
  });
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function whoStandsIn({ skills, workers }: Queue): string {
  if (workers !== undefined) return `agents with \`${workers}\``;
  const needed = [...words(skills?.department), ...words(skills?.language)];
  return needed.length === 0 ? 'every agent' : `agents for ${needed.join(' and ')}`;
}

function wordsThatChange(before: Rules, after: Rules): string {
  const lines = (['departments', 'languages', 'priorities'] as const).flatMap((kind) => {
    const [old, now] = [Object.keys(before.vocabulary[kind]), Object.keys(after.vocabulary[kind])];
    return [
      ...now.filter((word) => !old.includes(word)).map((word) => `- the AI can ask for ${kind}: **${word}**`),
      ...old
        .filter((word) => !now.includes(word))
        .map((word) => `- the AI can no longer ask for ${kind}: **${word}**`),
    ];
  });
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
