import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasEngine } from '../../scripts/engine';
import { ACCOUNT_SID, AUTH_TOKEN } from '../support/emulated';
import { emulatedAccount, NUMBER, VAPI_KEY, type EmulatedAccount } from '../support/emulated-account';
import { Engine } from '../support/engine';

/**
 * The real Pulumi engine with the provider processes, on the emulated account. It takes about a minute: `npm run
 * test:engine` builds the engine and asks for it.
 */
const isAsked = process.env.ENGINE_TESTS === '1' && hasEngine();
const SECRET = 'a-secret-that-must-not-be-seen-anywhere-0123';

(isAsked ? describe : describe.skip)('pulumi', () => {
  let platform: EmulatedAccount;
  let engine: Engine;
  let folder: string;
  let found: string;

  const account = async (): Promise<string> => {
    const { client } = platform;
    const lists = await Promise.all([
      client.taskrouter.v1.workspaces.list(),
      client.sync.v1.services.list(),
      client.serverless.v1.services.list(),
      client.incomingPhoneNumbers.list(),
      ...['assistant', 'tool', 'credential', 'phone-number'].map((kind) => platform.vapi(`/${kind}`)),
    ]);
    return JSON.stringify(lists, (key, value: unknown) =>
      /^(date|updatedAt|dateUpdated)/.test(key) ? undefined : value,
    );
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'handoff-dist-'));
    for (const part of ['control', 'events']) {
      mkdirSync(join(folder, part, 'functions'), { recursive: true });
      mkdirSync(join(folder, part, 'assets'));
      writeFileSync(join(folder, part, 'functions/hello.js'), 'exports.handler = () => {};');
    }
    platform = await emulatedAccount();
    await platform.client.incomingPhoneNumbers
      .list()
      .then(([number]) =>
        platform.client.incomingPhoneNumbers(number?.sid ?? '').update({ voiceUrl: 'https://old.example/v' }),
      );
    found = await account();
    engine = new Engine({
      TWILIO_ACCOUNT_SID: ACCOUNT_SID,
      TWILIO_AUTH_TOKEN: AUTH_TOKEN,
      VAPI_API_KEY: VAPI_KEY,
      HANDOFF_SECRET: SECRET,
      TWILIO_NUMBER: NUMBER,
    });
    await engine.open({
      apiUrl: platform.url,
      functions: folder,
      humanAgentNumber: '+15550100200',
      syncMaps: '2',
    });
  }, 60_000);

  afterAll(async () => {
    await engine.close();
    await platform.close();
    rmSync(folder, { recursive: true });
  }, 60_000);

  test('up makes the environment, and nothing is left to do afterwards', async () => {
    await engine.must('up', '--yes');
    const reads = platform.writes().length;
    expect(await engine.must('preview', '--expect-no-changes')).toMatch(/unchanged/);
    expect(await engine.must('refresh', '--yes', '--expect-no-changes')).toMatch(/unchanged/);
    expect(platform.writes()).toHaveLength(reads);
  }, 120_000);

  test('no secret stands in the state in clear', async () => {
    const state = await engine.must('stack', 'export');
    for (const secret of [SECRET, AUTH_TOKEN, VAPI_KEY]) expect(state).not.toContain(secret);
  }, 60_000);

  test('one edit of the rules shows as that edit, and is one write', async () => {
    const edited = join(folder, 'rules.yaml');
    writeFileSync(edited, readFileSync('routing/rules.yaml', 'utf8').replace('seconds: 15', 'seconds: 12'));
    await engine.must('config', 'set', 'rules', '--', edited);
    const preview = await engine.must('preview', '--diff');
    expect(preview).toMatch(/timeout: 15 => 12[\s\S]*timeout: 15 => 18/);
    expect(preview).toMatch(/~ 1 to update/);
    const before = platform.writes().length;
    await engine.must('up', '--yes');
    expect(platform.writes().slice(before)).toEqual([expect.stringMatching(/^POST .*\/Workflows\/WW/)]);
  }, 120_000);

  test('a change by hand is seen by refresh and repaired by up', async () => {
    const { client } = platform;
    const [workspace] = await client.taskrouter.v1.workspaces.list();
    const queues = client.taskrouter.v1.workspaces(workspace?.sid ?? '').taskQueues;
    const billing = (await queues.list()).find(({ friendlyName }) => friendlyName === 'Billing');
    await queues(billing?.sid ?? '').update({ targetWorkers: '1==1' });
    const output = await engine.must('up', '--yes', '--refresh', '--diff');
    expect(output).toMatch(/~ targetWorkers\s*: "1==1" => "departments HAS 'billing'"/);
    expect((await queues(billing?.sid ?? '').fetch()).targetWorkers).toBe("departments HAS 'billing'");
  }, 120_000);

  test('destroy leaves the account as it was found, also where something is gone already', async () => {
    const [tool] = await platform.vapi<{ id: string }[]>('/tool');
    await fetch(`${platform.url}/api.vapi.ai/tool/${tool?.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${VAPI_KEY}` },
    });
    await engine.must('destroy', '--yes');
    expect(await account()).toBe(found);
  }, 120_000);
});
