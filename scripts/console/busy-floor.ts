import type { Outcome } from '../../functions/domain/handoff/outcome';
import { daysUpTo, newDay, withListed, type Day } from '../../functions/domain/report/day';
import { neverAnswers } from '../../emulator/people';
import { COLLEAGUE, type ConsoleStand } from './stand';

const LONG_NAME = 'An agent with a rather long name (second-level support, night shift)';
export const LONG_QUEUE = 'Premium customers with a service contract, all of southern Europe';
const OFF_DUTY = ['Cleo', LONG_NAME, 'Agent 4', 'Agent 5', 'Agent 6'];
const WAITING = [
  { language: 'en', department: 'billing', via: 'tool', picture: 1 },
  { language: 'es', department: 'sales', via: 'keyword', picture: 2 },
  { language: 'en', department: '', via: 'ai-lost', picture: 1 },
  { language: 'fr', department: 'contracts-and-cancellations', via: 'tool', picture: 3 },
];

/** Fills a stand with callers, agents and a month of outcomes, for pictures: beside real calls some that only TaskRouter has. */
export async function fillFloor(stand: ConsoleStand): Promise<void> {
  const { outputs, emulator } = stand;
  const workspace = `taskrouter.twilio.com/v1/Workspaces/${outputs.workspaceSid}`;
  const sync = `sync.twilio.com/v1/Services/${outputs.syncServiceSid}`;
  const { activities } = await stand.rest<{ activities: { sid: string; friendly_name: string }[] }>(
    `${workspace}/Activities`,
  );
  const activity = (name: string): string =>
    activities.find(({ friendly_name }) => friendly_name === name)?.sid ?? '';
  const { workers } = await stand.rest<{ workers: { sid: string; friendly_name: string }[] }>(
    `${workspace}/Workers`,
  );
  const ben = workers.find(({ friendly_name }) => friendly_name === COLLEAGUE.name)?.sid ?? '';
  await stand.post(`${workspace}/Workers/${ben}`, {
    Attributes: JSON.stringify({
      contact_uri: COLLEAGUE.number,
      ...{ name: COLLEAGUE.name, languages: ['en'], departments: ['support'] },
    }),
    ActivitySid: activity('Available'),
  });
  emulator.people.person(COLLEAGUE.number).whenRings(neverAnswers);
  for (const [index, name] of OFF_DUTY.entries())
    await stand.post(`${workspace}/Workers`, {
      ...{
        FriendlyName: name,
        Attributes: '{}',
        ActivitySid: activity(index % 2 ? 'Unavailable' : 'Offline'),
      },
    });
  // Nobody has these skills: they wait.
  const { configuration } = await stand.rest<{ configuration: string }>(
    `${workspace}/Workflows/${outputs.workflowSid}`,
  );
  const { task_routing: routing } = JSON.parse(configuration) as { task_routing: { filters: object[] } };
  const filters: object[] = [];
  for (const [index, name] of ['Billing, weekends', 'Sales, weekends', LONG_QUEUE].entries()) {
    const { sid } = await stand.post<{ sid: string }>(`${workspace}/TaskQueues`, {
      ...{ FriendlyName: name, TargetWorkers: '1 == 2' },
    });
    const expression = `picture == ${index + 1}`;
    filters.push({ filter_friendly_name: name, expression, targets: [{ queue: sid }] });
  }
  await stand.post(`${workspace}/Workflows/${outputs.workflowSid}`, {
    Configuration: JSON.stringify({
      task_routing: { ...routing, filters: [...filters, ...routing.filters] },
    }),
  });
  for (const [index, words] of WAITING.entries())
    await stand.post(`${workspace}/Tasks`, {
      WorkflowSid: outputs.workflowSid,
      Attributes: JSON.stringify({ ...words, callSid: `CA${String(index).padStart(32, '0')}` }),
    });
  for (const [name, day] of pastDays())
    await stand.post(`${sync}/Maps/days/Items`, { Key: name, Data: JSON.stringify(day) });
  // The newest is written last.
  for (const outcome of outcomesOf(24, 7).reverse())
    await stand.post(`${sync}/Lists/outcomes/Items`, { Data: JSON.stringify(outcome) });
}

/** The twenty-nine days before today, fewer calls on every seventh. */
function pastDays(): [string, Day][] {
  return daysUpTo(Date.now(), 30)
    .slice(1)
    .map((name, ago) => [
      name,
      outcomesOf(ago % 7 === 3 ? 9 : 60 + ((ago * 37) % 50), ago).reduce(
        (day, outcome, index) => withListed(day, { index: index - 1_000, atMs: 0, outcome }),
        { ...newDay(undefined), through: -1_001 },
      ),
    ]);
}

/** Made-up outcomes, the same each time. */
function outcomesOf(count: number, seed: number): Outcome[] {
  let state = seed + 1;
  const chance = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const one = <T>(...values: readonly T[]): T => values[Math.floor(chance() ** 1.6 * values.length)] as T;
  return Array.from({ length: count }, (_, index): Outcome => {
    const disposition = one<Outcome['disposition']>(
      ...(['connected', 'connected', 'connected', 'caller-left', 'no-agent', 'returned-to-ai'] as const),
      'failed:agent-drop',
    );
    const bridged = Math.round(4_000 + chance() ** 3 * 200_000);
    const isReached = disposition === 'connected' || disposition === 'returned-to-ai';
    const ended = bridged + Math.round(chance() * 300_000);
    return {
      ...{ callSid: `CA${String(seed * 1000 + index).padStart(32, '0')}`, handoff: 1 },
      ...{ via: one('tool', 'tool', 'keyword', 'ai-lost'), disposition },
      ...{ language: one('en', 'en', 'es'), department: one('billing', 'support', 'sales', '') },
      queue: one('Billing', 'Support', 'Sales', 'Everyone', LONG_QUEUE),
      times: {
        ...{ requested: Date.now() - ended - index * 60_000, queued: 180, reserved: 950 },
        ...(isReached
          ? { answered: bridged - 3_000, accepted: bridged - 400, redirected: bridged - 250, bridged }
          : {}),
        ended,
      },
    };
  });
}
