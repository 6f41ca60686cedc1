import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { readRules } from '../../routing/read';
import { dumpAccount } from '../support/account-dump';
import { emulatedAccount, NUMBER, VAPI_KEY, type EmulatedAccount } from '../support/emulated-account';
import { ACCOUNT_SID, AUTH_TOKEN } from '../support/emulated';
import { describeWithEngine, Engine } from '../support/engine';

const ROOT = resolve(__dirname, '../..');
const CREDENTIALS = { TWILIO_ACCOUNT_SID: ACCOUNT_SID, TWILIO_AUTH_TOKEN: AUTH_TOKEN };

describeWithEngine('taking over a workspace that was built by hand', () => {
  let folder: string;
  let platform: EmulatedAccount;
  let engine: Engine;
  let workspaceSid: string;

  const dump = () =>
    dumpAccount({
      url: platform.url,
      account: { sid: ACCOUNT_SID, authToken: AUTH_TOKEN },
      vapiKey: VAPI_KEY,
    });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'handoff-takeover-'));
    for (const part of ['control', 'events', 'console']) mkdirSync(join(folder, part));
    platform = await emulatedAccount();
    const { workspaces } = platform.client.taskrouter.v1;
    ({ sid: workspaceSid } = await workspaces.create({
      friendlyName: 'Contact Center (old)',
      eventCallbackUrl: 'https://ours.example/events',
      eventsFilter: 'task.created,task.canceled',
    }));
    const workspace = workspaces(workspaceSid);
    await workspace.activities.create({ friendlyName: 'Lunch', available: false });
    const everyone = await workspace.taskQueues.create({ friendlyName: 'Everyone', targetWorkers: '1==1' });
    const vip = await workspace.taskQueues.create({
      friendlyName: 'VIP customers',
      targetWorkers: 'level>=3 AND skills HAS "vip"',
      maxReservedWorkers: 2,
    });
    await workspace.workflows.create({
      friendlyName: 'Incoming calls',
      assignmentCallbackUrl: 'https://ours.example/assign',
      taskReservationTimeout: 30,
      configuration: JSON.stringify({
        task_routing: {
          filters: [
            {
              filter_friendly_name: 'VIPs',
              expression: 'customer_value > 100',
              targets: [
                { queue: vip.sid, timeout: '20', priority: '5', expression: 'worker.level > 3' },
                { queue: everyone.sid, timeout: 40 },
              ],
            },
            {
              filter_friendly_name: 'Billing',
              expression: 'department == "billing"',
              targets: [{ queue: everyone.sid }],
            },
          ],
          default_filter: { queue: everyone.sid },
        },
      }),
    });
    await workspace.workers.create({ friendlyName: 'Ada', attributes: '{"level":4,"skills":["vip"]}' });
    await workspace.workers.create({ friendlyName: 'Bob', attributes: '{"level":1}' });
    engine = new Engine(CREDENTIALS);
    await engine.open({ config: { 'twilio:apiUrl': platform.url }, secrets: {} });
  }, 60_000);

  afterAll(async () => {
    await engine.close();
    await platform.close();
    rmSync(folder, { recursive: true });
  }, 60_000);

  test('is refused with all that is wrong with the configuration, and nothing else, before anything is made', async () => {
    const rules = join(folder, 'wrong.yaml');
    writeFileSync(
      rules,
      readFileSync('routing/rules.yaml', 'utf8').replace('queue: billing', 'queue: biling'),
    );
    await engine.must('config', 'set-all', '--plaintext', 'ringSecond=3', '--plaintext', `rules=${rules}`);
    const { code, output } = await engine.run('preview');
    await engine.must('config', 'rm-all', 'ringSecond', 'rules');
    expect(code).not.toBe(0);
    expect(output).toMatch(/ringSecond: unknown key; did you mean 'ringSeconds'\?/);
    expect(output).toMatch(/phoneNumber: is missing/);
    expect(output).toMatch(/wrong\.yaml:\d+:\d+: .*biling/);
    expect(output).not.toMatch(/unhandled exception|\n +at /);
  }, 60_000);

  test('changes nothing, touches no worker, and leaves nothing to do', async () => {
    const before = await dump();
    const written = platform.writes().length;
    const { stdout } = await promisify(execFile)(
      'npx',
      ['tsx', 'scripts/import.ts', '--workspace', workspaceSid, '--out', folder, '--api-url', platform.url],
      { cwd: ROOT, env: { PATH: process.env.PATH, ...CREDENTIALS }, timeout: 60_000 },
    );
    expect(stdout).toMatch(/2 queues, 1 workflows[\s\S]*2 workers are left alone/);

    const importFile = join(folder, 'import.json');
    await engine.must(
      ...['import', '--file', importFile, '--yes', '--skip-preview', '--protect=false'],
      '--generate-code=false',
    );
    await engine.must('config', 'set', 'workspace', join(folder, 'workspace.json'));
    const preview = await engine.must('preview', '--refresh', '--expect-no-changes');
    expect(preview).toMatch(/unchanged/);
    expect(preview).toMatch(/twilio:taskrouter:Workflow center/);
    expect(preview).not.toMatch(/Worker/);
    expect(platform.writes()).toHaveLength(written);
    expect(await dump()).toEqual(before);
  }, 120_000);

  test('the draft of the rules reads, routes to the same queues, and says what it could not', () => {
    const draft = readFileSync(join(folder, 'rules.yaml'), 'utf8');
    const { queues, rules, default: fallback } = readRules(draft, 'rules.yaml');
    expect(queues['vip-customers']?.workers).toBe('level>=3 AND skills HAS "vip"');
    expect(rules.map(({ name, when }) => [name, when])).toEqual([
      ['VIPs', { department: 'vips' }],
      ['Billing', { department: 'billing' }],
    ]);
    expect(rules[0]).toMatchObject({
      waitSeconds: 60,
      targets: [{ queue: 'vip-customers', seconds: 20, priority: 'p5' }, { queue: 'everyone' }],
    });
    expect(fallback.targets).toMatchObject([{ queue: 'everyone' }]);
    expect(draft).toMatch(/was: customer_value > 100/);
    expect(draft).toMatch(/not translated: \{"expression":"worker.level > 3"\}/);
    expect(draft).toMatch(/not translated: \{"maxReservedWorkers":2,"taskOrder":"FIFO"\}/);
  });

  test('the whole environment then changes what was taken over and makes none of it again', async () => {
    await engine.must('config', 'rm', 'workspace');
    const config = {
      ...{ apiUrl: platform.url, phoneNumber: NUMBER, vapiApiKey: VAPI_KEY, secret: 's'.repeat(40) },
      ...{ rules: join(folder, 'rules.yaml'), humanAgentNumber: '+15550100201', syncMaps: '1' },
      functions: folder,
    };
    const pairs = Object.entries(config).flatMap(([key, value]) => ['--plaintext', `${key}=${value}`]);
    await engine.must('config', 'set-all', ...pairs);
    const changes = await engine.changes('preview');
    const ofType = (type: string) =>
      changes
        .filter(({ resource }) => resource.startsWith(`twilio:taskrouter:${type} `))
        .map(({ op, resource }) => `${op} ${resource.split(' ')[1]}`);
    expect(ofType('Workspace')).toEqual(['update center']);
    expect(ofType('TaskQueue')).not.toContainEqual(expect.stringMatching(/create|replace|delete/));
    expect(ofType('Workflow')).toEqual(['update center']);
  }, 60_000);
});
