import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyInProcess } from '../../infra/in-process';
import { takesAndHelps } from '../../scripts/demo/conversation';
import { play } from '../../scripts/demo/play';
import type { Scenario } from '../../scripts/demo/scenario';
import { happy } from '../../scripts/demo/scenarios/happy';
import { openWorld, type EnvironmentDescription, type World } from '../../scripts/demo/world';
import { builtFunctions } from '../support/built-functions';

let folder: string;
/** A build of this file's own: a rollout changes it. */
let functions: string;
let world: World;
let description: EnvironmentDescription;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'handoff-rollout-'));
  functions = join(folder, 'dist');
  cpSync(await builtFunctions(), functions, { recursive: true });
  world = await openWorld({
    functions,
    provision: async (given) => {
      description = given;
      return (await applyInProcess(description)).outputs;
    },
  });
}, 60_000);

afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

/** New functions, new rules and new settings go out while time stands still, as far as the call can tell. */
async function rollOut(): Promise<void> {
  for (const file of readdirSync(functions, { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.js')) appendFileSync(join(functions, file), '\n// another build\n');
  const rules = join(folder, 'rules.yaml');
  const current = readFileSync('routing/rules.yaml', 'utf8');
  writeFileSync(
    rules,
    current.replace(/- queue: billing\n\s+seconds: 15/, '- queue: support\n        seconds: 12'),
  );
  const work = world.emulator.activity.begin();
  try {
    await applyInProcess({ ...description, config: { ...description.config, rules, ringSeconds: '25' } });
  } finally {
    work.end();
  }
}

const entered = (since: number): unknown[] =>
  world.emulator.journal.entries
    .slice(since)
    .filter(({ kind }) => kind === 'task-queue.entered')
    .map((entry) => entry['task_queue_name']);

/** Between escalate and accept: the agent's phone rings, and everything is rolled out anew before it is picked up. */
const rolledOutWhileRinging: Scenario = {
  ...happy,
  name: 'rollout',
  async play(stage) {
    const takes = takesAndHelps(stage);
    stage.agent('ana').whenRings(async (phone) => {
      await rollOut();
      await takes(phone);
    });
    const phone = await stage.callsAbout(
      'Hello, I have a billing question about invoice 4711.',
      'I was charged twice. I want to speak to a human, please.',
    );
    await phone.ended;
  },
};

test('a call between escalate and accept survives a rollout of functions, rules and settings', async () => {
  const builds = world.emulator.journal.entries.filter(({ kind }) => kind === 'serverless.deployed').length;
  const since = world.emulator.journal.entries.length;
  const { problems, disposition, caller } = await play(rolledOutWhileRinging, world, '+15550105001');
  expect(problems).toEqual([]);
  expect(disposition).toBe('connected');
  expect(caller.silenceMs).toBeLessThanOrEqual(2000);
  expect(entered(since)).toEqual(['Billing']);
  const after = world.emulator.journal.entries.filter(({ kind }) => kind === 'serverless.deployed').length;
  expect(after).toBe(2 * builds);
}, 60_000);

test('the next call follows the new rules', async () => {
  const since = world.emulator.journal.entries.length;
  const next: Scenario = {
    ...happy,
    async check(stage) {
      const [outcome] = await stage.outcomes();
      stage.must(outcome?.queue === 'Support', `the outcome says ${outcome?.queue}`);
    },
  };
  const { problems, disposition } = await play(next, world, '+15550105002');
  expect(problems).toEqual([]);
  expect(disposition).toBe('connected');
  expect(entered(since)).toEqual(['Support']);
}, 60_000);
