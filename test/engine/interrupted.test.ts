import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyInProcess } from '../../infra/in-process';
import { comparable, dumpAccount } from '../support/account-dump';
import { emulatedAccount, NUMBER, VAPI_KEY, type EmulatedAccount } from '../support/emulated-account';
import { ACCOUNT_SID, AUTH_TOKEN } from '../support/emulated';
import { describeWithEngine, Engine } from '../support/engine';

/** Every single call of an apply is broken in test/contract/infra-retry.test.ts; here the engine is stopped for real. */
describeWithEngine('an up that is broken off', () => {
  let folder: string;
  let platform: EmulatedAccount;
  let engine: Engine;

  const description = (url: string) => ({
    config: {
      ...{ twilioAccountSid: ACCOUNT_SID, phoneNumber: NUMBER, apiUrl: url, functions: folder },
      ...{ humanAgentNumber: '+15550100201', syncMaps: '1' },
    },
    secrets: { twilioAuthToken: AUTH_TOKEN, vapiApiKey: VAPI_KEY, secret: 's'.repeat(40) },
  });
  const dump = async ({ url }: EmulatedAccount) => {
    const account = { sid: ACCOUNT_SID, authToken: AUTH_TOKEN };
    return comparable(await dumpAccount({ url, account, vapiKey: VAPI_KEY }), account);
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'handoff-dist-'));
    for (const part of ['control', 'events', 'console']) {
      mkdirSync(join(folder, part, 'functions'), { recursive: true });
      mkdirSync(join(folder, part, 'assets'));
      writeFileSync(join(folder, part, 'functions/hello.js'), 'exports.handler = () => {};');
    }
    platform = await emulatedAccount();
    engine = new Engine();
    await engine.open(description(platform.url));
  }, 60_000);

  afterAll(async () => {
    await engine.close();
    await platform.close();
    rmSync(folder, { recursive: true });
  }, 60_000);

  test.each(['twilio', 'vapi'])(
    "the engine's tools take the schema of the package %s",
    async (name) => {
      const plugin = `./infra/${name}/pulumi-resource-${name}`;
      await expect(engine.must('schema', 'check', plugin)).resolves.not.toMatch(/error|warning/i);
    },
    30_000,
  );

  test('is completed by the next one, and the account holds nothing twice', async () => {
    const { faults } = platform.ctx;
    const fault = { target: 'api', method: 'POST', times: 1 } as const;
    // Goes on by itself: a create or a number whose answer was lost, and a 429.
    faults.add({ ...fault, pattern: '/TaskQueues$', drop: true, when: 'after' });
    faults.add({ ...fault, pattern: '/Workers$', status: 502, when: 'after' });
    faults.add({ ...fault, pattern: '/Keys.json$', drop: true, when: 'after' });
    faults.add({ ...fault, pattern: '/Maps$', status: 429, when: 'before' });
    faults.add({ ...fault, pattern: '/tool$', drop: true, when: 'after' });
    faults.add({ ...fault, pattern: '/phone-number$', status: 504, when: 'after' });
    faults.add({ ...fault, pattern: '/IncomingPhoneNumbers/PN', drop: true, when: 'after' });
    // Ends the up.
    faults.add({ ...fault, sends: '^Key=WAIT&', pattern: '/Variables$', drop: true, when: 'after' });
    const first = await engine.run('up', '--yes', '--skip-preview');
    expect(first.code).not.toBe(0);
    expect(first.output).toMatch(/Variables.*no answer: variable WAIT/);
    expect(faults.list().filter(({ seen }) => seen > 0).length).toBeGreaterThan(4);

    await engine.must('up', '--yes', '--skip-preview');
    expect(faults.list().filter(({ seen }) => seen === 0)).toEqual([]);
    const beside = await emulatedAccount();
    try {
      await applyInProcess({ stack: engine.stack, ...description(beside.url) });
      expect(await dump(platform)).toEqual(await dump(beside));
    } finally {
      await beside.close();
    }
  }, 120_000);
});
