import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator, type Emulator } from '../../emulator';
import { applyInProcess, type EnvironmentOutputs } from '../../infra/in-process';
import { fromStack } from '../../scripts/access/settings';
import { inviteLink } from '../../scripts/agent-invite';
import { play } from '../../scripts/demo/play';
import { happy } from '../../scripts/demo/scenarios/happy';
import { NUMBER, openWorld, type EnvironmentDescription, type World } from '../../scripts/demo/world';
import { comparable, dumpAccount, type DumpedObject } from '../support/account-dump';
import { builtFunctions } from '../support/built-functions';
import { describeWithEngine, Engine } from '../support/engine';

const OLD_VOICE_URL = 'https://old.example/voice';
const VAPI_KEY = 'vapi-private-key';

/**
 * The whole environment by the real Pulumi engine and the provider processes, on the local platform: what is deployed is
 * what `npm run build` makes, and calls go through it.
 */
describeWithEngine('pulumi', () => {
  let world: World;
  let engine: Engine;
  let folder: string;
  let description: EnvironmentDescription;
  let found: DumpedObject[];
  const exported: string[] = [];
  let keySecret = '';
  let foundWrites = 0;

  const dump = (emulator: Emulator) =>
    dumpAccount({ url: emulator.url, account: emulator.account, vapiKey: VAPI_KEY });
  const writes = (): string[] =>
    world.emulator.journal.entries
      .filter(({ kind, method }) => kind === 'api.answered' && method !== 'GET')
      .map(({ method, path }) => `${String(method)} ${String(path)}`);
  const number = (): string =>
    `api.twilio.com/2010-04-01/Accounts/${world.emulator.account.sid}/IncomingPhoneNumbers`;
  const numberSettings = async (): Promise<{ sid: string; voice_url: string }> => {
    const list = await world.rest<{ incoming_phone_numbers: { sid: string; voice_url: string }[] }>(
      'GET',
      `${number()}.json`,
    );
    const [first] = list.incoming_phone_numbers;
    if (!first) throw new Error('the account has no number');
    return first;
  };
  const queues = (): string => `taskrouter.twilio.com/v1/Workspaces/${world.outputs.workspaceSid}/TaskQueues`;
  const assistant = async (change?: object): Promise<{ model: { messages: { content: string }[] } }> => {
    const { status, body } = await world.request(
      `${world.emulator.url}/api.vapi.ai/assistant/${world.outputs.assistantId}`,
      {
        method: change ? 'PATCH' : 'GET',
        headers: { authorization: `Bearer ${VAPI_KEY}`, 'content-type': 'application/json' },
        ...(change ? { body: JSON.stringify(change) } : {}),
      },
    );
    if (status !== 200) throw new Error(`the assistant: ${status} ${body}`);
    return JSON.parse(body) as { model: { messages: { content: string }[] } };
  };
  /** Queues that the tasks of the scenarios stood in, in order. */
  const queuesEntered = (since: number): unknown[] =>
    world.emulator.journal.entries
      .slice(since)
      .filter(({ kind }) => kind === 'task-queue.entered')
      .map((entry) => entry['task_queue_name']);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'handoff-engine-test-'));
    const functions = await builtFunctions();
    // For plans.
    engine = new Engine({ PULUMI_EXPERIMENTAL: 'true' });
    world = await openWorld({
      provision: async (given) => {
        description = { config: { ...given.config, functions, syncMaps: '2' }, secrets: given.secrets };
        // The rest follows in the tests: nothing stands in the account yet.
        await engine.open(description);
        return {} as EnvironmentOutputs;
      },
    });
    const { sid } = await numberSettings();
    await world.rest('POST', `${number()}/${sid}.json`, { VoiceUrl: OLD_VOICE_URL });
    found = await dump(world.emulator);
    foundWrites = writes().length;
  }, 60_000);

  afterAll(async () => {
    await engine.close();
    await world.close();
    rmSync(folder, { recursive: true });
  }, 60_000);

  test('up makes the environment on an empty account, says how far it is, and points the number to it at last', async () => {
    // Shows every property of every object: what is secret is looked for in the last test.
    const plan = join(folder, 'plan.json');
    const preview = await engine.must('preview', '--diff', '--save-plan', plan);
    exported.push(readFileSync(plan, 'utf8'));
    expect(preview).toMatch(/RING_SECONDS\s*: "20"/);
    expect(preview).toMatch(/VAPI_HMAC_SECRET\s*: \[secret\]/);
    expect(writes().slice(foundWrites)).toEqual([]);
    expect(await engine.must('npx', 'pulumi', 'up', '--yes', '--skip-preview')).toMatch(
      /uploading \d+ functions/,
    );
    expect(writes().at(-1)).toMatch(/IncomingPhoneNumbers\/PN/);
    world = { ...world, outputs: await engine.outputs<EnvironmentOutputs>() };
    expect(world.outputs.phoneNumber).toBe(NUMBER);
  }, 120_000);

  test('nothing is left to do afterwards', async () => {
    const before = writes().length;
    expect(await engine.must('preview', '--refresh', '--expect-no-changes')).toMatch(/unchanged/);
    expect(writes()).toHaveLength(before);
  }, 60_000);

  test('a run in process makes the same account, object by object', async () => {
    const other = await createEmulator({
      time: 'virtual',
      seed: 'beside',
      port: 0,
      startAtMs: 0,
      roundTripMs: 80,
      functionsFolder: join(folder, 'functions'),
      numbers: [NUMBER],
      vapiKey: VAPI_KEY,
    });
    try {
      const { sid, authToken } = other.account;
      await applyInProcess({
        stack: engine.stack,
        config: { ...description.config, apiUrl: other.url, twilioAccountSid: sid },
        secrets: { ...description.secrets, twilioAuthToken: authToken },
      });
      const inProcess = await dump(other);
      const byEngine = await dump(world.emulator);
      expect(byEngine.map(({ name }) => name)).toEqual(inProcess.map(({ name }) => name));
      expect(comparable(byEngine, world.emulator.account)).toEqual(comparable(inProcess, other.account));
    } finally {
      await other.close();
    }
  }, 60_000);

  test('a call goes through what was deployed', async () => {
    const since = world.emulator.journal.entries.length;
    const { problems, disposition } = await play(happy, world, '+15550102001');
    expect(problems).toEqual([]);
    expect(disposition).toBe('connected');
    expect(queuesEntered(since)).toEqual(['Billing']);
  }, 60_000);

  test('a link made from what the engine knows signs in at the deployed page', async () => {
    const { transcript } = engine;
    const settings = await fromStack(engine.stack, async (stack, ...command) =>
      JSON.parse(await engine.must(...command, '--json', '--show-secrets', '--stack', stack)),
    );
    // Here secrets are shown on purpose.
    engine.transcript = transcript;
    const link = new URL(await inviteLink('Ana', settings, world.emulator.clock.now()));
    expect(link.origin + link.pathname).toBe(world.outputs.consoleUrl);
    const page = world.emulator.runtime.resolve(link.origin);
    let answered: { status: number; body: string } | undefined;
    void world
      .request(`${page}/console/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
        body: JSON.stringify({ invite: link.hash.replace('#invite=', '') }),
      })
      .then((answer) => (answered = answer));
    await world.clock.runUntil(() => answered !== undefined, 30_000);
    expect(answered).toEqual({ status: 200, body: '{}' });
  }, 60_000);

  test('one edit of the rules shows as that edit, is one write, and the next call follows it', async () => {
    const edited = join(folder, 'rules.yaml');
    const rules = readFileSync('routing/rules.yaml', 'utf8');
    writeFileSync(
      edited,
      rules.replace(/- queue: billing\n\s+seconds: 15/, '- queue: support\n        seconds: 12'),
    );
    await engine.must('config', 'set', 'rules', edited);
    const target = 'configuration.task_routing.filters[1].targets';
    expect(await engine.changes('preview')).toEqual([
      {
        op: 'update',
        resource: 'twilio:taskrouter:Workflow center',
        paths: [`${target}[0].queue`, `${target}[0].timeout`, `${target}[1].timeout`],
      },
    ]);
    const before = writes().length;
    await engine.must('up', '--yes', '--skip-preview');
    expect(writes().slice(before)).toEqual([expect.stringMatching(/^POST .*\/Workflows\/WW/)]);

    const since = world.emulator.journal.entries.length;
    expect((await play(happy, world, '+15550102002')).disposition).toBe('connected');
    expect(queuesEntered(since)).toEqual(['Support']);
  }, 120_000);

  test('changes by hand are seen, those and no others, and up repairs them', async () => {
    const billing = world.outputs.queueSids.billing ?? '';
    const { sid } = await numberSettings();
    const { model } = await assistant();
    await world.rest('POST', `${queues()}/${billing}`, { TargetWorkers: '1==1' });
    await world.rest('POST', `${number()}/${sid}.json`, { VoiceUrl: 'https://somewhere.example/else' });
    await assistant({ model: { ...model, messages: [{ role: 'system', content: 'Sell ice cream.' }] } });

    expect(await engine.changes('refresh', '--preview-only')).toEqual([
      { op: 'update', resource: 'twilio:account:IncomingPhoneNumber number', paths: ['voiceUrl'] },
      { op: 'update', resource: 'twilio:taskrouter:TaskQueue queue-billing', paths: ['targetWorkers'] },
      { op: 'update', resource: 'vapi:index:Assistant assistant', paths: ['model.messages[0].content'] },
    ]);
    const before = writes().length;
    await engine.must('up', '--yes', '--refresh', '--skip-preview');
    expect(writes().slice(before)).toHaveLength(3);
    const queue = await world.rest<{ target_workers: string }>('GET', `${queues()}/${billing}`);
    expect(queue.target_workers).toBe("departments HAS 'billing'");
    expect((await numberSettings()).voice_url).toBe(`${world.outputs.controlUrl}/voice/inbound`);
    expect((await assistant()).model).toEqual(model);
  }, 120_000);

  test('destroy gives the number back first and leaves the account as it was found, also where something is gone already', async () => {
    const made = (await dump(world.emulator)).find(({ name }) => name.endsWith('/API_KEY_SECRET'));
    keySecret = String(made?.body.value);
    exported.push(await engine.must('stack', 'export'));
    const { status } = await world.request(
      `${world.emulator.url}/api.vapi.ai/assistant/${world.outputs.assistantId}`,
      { method: 'DELETE', headers: { authorization: `Bearer ${VAPI_KEY}` } },
    );
    expect(status).toBe(200);
    const before = writes().length;
    await engine.must('destroy', '--yes', '--skip-preview');
    expect(writes()[before]).toMatch(/^POST .*IncomingPhoneNumbers\/PN/);
    expect(await dump(world.emulator)).toEqual(found);
  }, 60_000);

  test('no secret stands in the state, in a plan, or in anything that was printed', () => {
    const { secrets } = description;
    const written = [engine.transcript, ...exported].join('\n');
    expect(written).toContain(world.outputs.workspaceSid);
    expect(keySecret).toMatch(/^\w{16,}$/);
    for (const secret of [...Object.values(secrets), keySecret]) expect(written).not.toContain(secret);
  });
});
