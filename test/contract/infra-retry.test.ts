import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultEffect } from '../../emulator/core/faults';
import { applyInProcess } from '../../infra/in-process';
import { dumpAccount, type DumpedObject } from '../support/account-dump';
import { ACCOUNT_SID, AUTH_TOKEN } from '../support/emulated';
import { emulatedAccount, NUMBER, VAPI_KEY, type EmulatedAccount } from '../support/emulated-account';

let folder: string;
let platform: EmulatedAccount;
let whole: DumpedObject[];
/** Every single write of an apply. */
let written: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'handoff-'));
  for (const part of ['control', 'events', 'console']) {
    mkdirSync(join(folder, part, 'functions'), { recursive: true });
    mkdirSync(join(folder, part, 'assets'));
    writeFileSync(join(folder, part, 'functions/hello.js'), 'exports.handler = () => {};');
  }
  platform = await emulatedAccount();
  const writes = eachOnce(WRITES, {});
  await apply();
  written = writes();
  whole = await dump();
  await platform.close();
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(async () => {
  platform = await emulatedAccount();
});

afterEach(() => platform.close());

const apply = () =>
  applyInProcess({
    stack: 'dev',
    config: {
      ...{ twilioAccountSid: ACCOUNT_SID, phoneNumber: NUMBER, apiUrl: platform.url, functions: folder },
      ...{ humanAgentNumber: '+15550100201', syncMaps: '2' },
    },
    secrets: { twilioAuthToken: AUTH_TOKEN, vapiApiKey: VAPI_KEY, secret: 's'.repeat(40) },
  });

/** Without API keys: nobody knows the secret of one that is there, so every apply from the beginning makes another. */
const dump = async () => {
  const all = await dumpAccount({
    url: platform.url,
    account: { sid: ACCOUNT_SID, authToken: AUTH_TOKEN },
    vapiKey: VAPI_KEY,
  });
  return all.filter(({ name }) => !/^api\/Keys\/|\/Variables\/API_KEY_/.test(name));
};

/**
 * Every single request of the matching methods goes wrong the first time, and only then: what comes second with the same
 * address and the same name in its body is the next try. The answer ends it and says which requests were hit.
 */
function eachOnce(methods: RegExp, effect: FaultEffect): () => string[] {
  const hits = new Set<string>();
  platform.ctx.faults.take = (target, method, address, sent) => {
    const name = /\b(?:FriendlyName|UniqueName|Key|name)"?[=:]"?([^&"]*)/.exec(sent ?? '')?.[1] ?? '';
    const request = `${method} ${address} ${name}`;
    if (target !== 'api' || !methods.test(method) || hits.has(request)) return undefined;
    hits.add(request);
    return effect;
  };
  return () => {
    platform.ctx.faults.take = () => undefined;
    return [...hits].map((request) => request.replace(/[A-Z]{2}[0-9a-f]{32}/g, '*')).sort();
  };
}

/** Applies until it succeeds, and says how often that was. */
async function applies(most: number): Promise<number> {
  for (let count = 1; count <= most; count += 1) {
    const failed = await apply().then(
      () => false,
      () => true,
    );
    if (!failed) return count;
  }
  throw new Error(`not done after ${most} times`);
}

const WRITES = /POST|PATCH/;

test('an apply goes on where the one before was stopped when every single write loses its answer', async () => {
  const hits = eachOnce(WRITES, { drop: true, when: 'after' });
  expect(await applies(80)).toBeGreaterThan(5);
  expect(hits()).toEqual(expect.arrayContaining(written));
  expect(await dump()).toEqual(whole);
}, 120_000);

test.each([
  ['429 of reads and writes', /./, { status: 429, when: 'before' }],
  ['failed read', /GET/, { status: 503, when: 'before' }],
  ['lost answer of a read', /GET/, { drop: true, when: 'after' }],
] as const)(
  'an apply waits out every %s',
  async (_, methods, effect) => {
    const wait = setTimeout;
    // Waits before another try are skipped; time-outs are not.
    jest
      .spyOn(global, 'setTimeout')
      .mockImplementation(((run: () => void, ms = 0) =>
        wait(run, ms < 10_000 ? 0 : ms)) as typeof setTimeout);
    try {
      const hits = eachOnce(methods, effect);
      await apply();
      expect(hits().length).toBeGreaterThan(20);
      expect(await dump()).toEqual(whole);
    } finally {
      jest.restoreAllMocks();
    }
  },
  60_000,
);

test('an apply that failed leaves nothing under way', async () => {
  platform.ctx.faults.add({
    target: 'api',
    method: 'POST',
    pattern: '/Variables$',
    sends: 'Key=WAIT&',
    status: 500,
  });
  await expect(apply()).rejects.toThrow(/variable WAIT/);
  const before = platform.writes().length;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(platform.writes()).toHaveLength(before);
}, 20_000);
