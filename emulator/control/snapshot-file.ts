import { z } from 'zod';
import type { JournalEntry } from '../core/journal';
import { NumbersSnapshot } from '../twilio/numbers/snapshot';
import { loadServerless, saveServerless, ServerlessSnapshot } from '../twilio/serverless/snapshot';
import { loadSync, saveSync, SyncSnapshot } from '../twilio/sync/snapshot';
import { loadTaskRouter, saveTaskRouter, TaskRouterSnapshot } from '../twilio/taskrouter/snapshot';
import { VoiceSnapshot } from '../twilio/voice/snapshot';
import { loadVapi, saveVapi, VapiSnapshot } from '../vapi/snapshot';
import { asRule, FaultBody } from './faults';
import type { Directory } from './people/directory';
import { PeopleSnapshot } from './people/snapshot';
import { Refusal } from './refusal';
import { ScenarioSnapshot, type ScenarioPlayer } from './scenario-player';
import { applySettings, SettingsBody, settingsNow } from './settings';
import { InputsSnapshot } from './snapshot-inputs';
import type { ControlTarget } from './target';

const count = z.int().min(0);

const LogSnapshot = z.strictObject({
  sid: z.string(),
  requestSid: z.string(),
  atMs: z.number(),
  path: z.string(),
  level: z.enum(['INFO', 'WARN', 'ERROR']),
  message: z.string(),
});

/** Another version is refused: what an older one lacks cannot be made up. */
export const FORMAT = 'voice-handoff-emulator/4';

/** The order of its fields stays as it is. */
const Entry = z
  .record(z.string(), z.unknown())
  .refine(({ atMs, kind }) => typeof atMs === 'number' && typeof kind === 'string', {
    error: 'an entry of the journal: atMs, kind and more',
  })
  .transform((entry) => entry as JournalEntry & Record<string, unknown>);

/** Everything but live calls. */
const State = z.strictObject({
  format: z.literal(FORMAT, { error: `${FORMAT}: what GET /_emulator/snapshot answers` }),
  seed: z.string(),
  url: z.string().min(1),
  accountSid: z.string(),
  takenAtMs: z.number(),
  /** How many identifiers, webhooks, requests and faults were numbered, and identifiers of what is not carried. */
  counters: z.strictObject({ ids: count, webhooks: count, work: count, faults: count, outside: count }),
  settings: SettingsBody,
  faults: z.array(z.strictObject({ id: z.string(), seen: count, rule: FaultBody })),
  people: PeopleSnapshot,
  scenario: ScenarioSnapshot,
  sync: SyncSnapshot,
  taskRouter: TaskRouterSnapshot,
  numbers: NumbersSnapshot,
  voice: VoiceSnapshot,
  serverless: ServerlessSnapshot,
  /** What Functions printed, by domain. */
  logs: z.record(z.string(), z.array(LogSnapshot)),
  vapi: VapiSnapshot,
});

const Whole = State.extend({
  journal: z.array(Entry),
  /** While calls are live: the state before them, and what has come in since, by which they are where they are. */
  course: z
    .strictObject({
      /** Parts that are the same as at the end are not written twice. */
      beginning: State.partial().extend({ journalLength: count }),
      /** How many timers have run since. */
      turns: count,
      inputs: InputsSnapshot,
    })
    .optional(),
});

/** The whole file. Of one of another format nothing else is said than that. */
export const SnapshotBody = z.looseObject({ format: State.shape.format }).pipe(Whole);

type Body = z.output<typeof SnapshotBody>;
export type Snapshot = Omit<Body, 'course'>;
export type SavedCourse = NonNullable<Body['course']>;

export function stateOf(target: ControlTarget, directory: Directory, player: ScenarioPlayer) {
  const { seed, account, clock, ids, faults, sync, taskRouter, numbers, serverless, vapi, voice } = target;
  const { webhooks, activity, runtime, outsideIds } = target;
  return {
    format: FORMAT,
    seed,
    url: target.url(),
    accountSid: account.sid,
    takenAtMs: clock.now(),
    counters: {
      ids: ids.position,
      webhooks: webhooks.counter,
      work: activity.counter,
      faults: faults.counter,
      outside: outsideIds.position,
    },
    settings: settingsNow(target),
    faults: faults.list(),
    people: directory.save(),
    scenario: player.save(),
    sync: saveSync(sync),
    taskRouter: saveTaskRouter(taskRouter),
    numbers: numbers.save(),
    voice: voice.save(),
    serverless: saveServerless(serverless),
    logs: Object.fromEntries(runtime.domains().map((domain) => [domain, runtime.logs(domain)])),
    vapi: saveVapi(vapi),
  };
}

/** Puts a state in place of everything. The clock goes back or on to its moment, in real time only when `isThen` says so. */
export async function restoreState(
  target: ControlTarget,
  directory: Directory,
  player: ScenarioPlayer,
  saved: z.output<typeof State>,
  happened: Body['journal'],
  isThen: boolean,
): Promise<void> {
  const { account, clock, virtual, paced, ids, outsideIds, journal, faults, webhooks, activity, runtime } =
    target;
  if (saved.accountSid !== account.sid) {
    throw new Refusal(
      409,
      `the snapshot is of account ${saved.accountSid}, this emulator has ${account.sid}: start it with --seed ${saved.seed}`,
    );
  }
  if (paced) paced.restart(isThen ? saved.takenAtMs : undefined);
  else virtual.restart(saved.takenAtMs);
  clock.restart();
  loadTaskRouter(target.taskRouter, saved.taskRouter);
  loadSync(target.sync, saved.sync);
  target.numbers.load(saved.numbers);
  target.voice.load(saved.voice);
  loadVapi(target.vapi, saved.vapi);
  await loadServerless(target.serverless, saved.serverless);
  for (const domain of runtime.domains()) runtime.recall(domain, saved.logs[domain] ?? []);
  runtime.clockSkewMs.clear();
  applySettings(target, saved.settings);
  faults.load(
    saved.faults.map(({ rule, ...fault }) => ({ ...fault, rule: asRule(rule) })),
    saved.counters.faults,
  );
  directory.load(saved.people);
  player.load(saved.scenario);
  ids.position = saved.counters.ids;
  outsideIds.position = saved.counters.outside;
  webhooks.counter = saved.counters.webhooks;
  activity.counter = saved.counters.work;
  journal.load(happened);
}
