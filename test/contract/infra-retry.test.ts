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
/** Every kind of write of an apply. */
let written: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'handoff-'));
  for (const part of ['control', 'events', 'console']) {
    mkdirSync(join(folder, part, 'functions'), { recursive: true });
    mkdirSync(join(folder, part, 'assets'));
    writeFileSync(join(folder, part, 'functions/hello.js'), 'exports.handler = () => {};');
  }
  platform = await emulatedAccount();
  const writes = everyOther(WRITES, 0, {});
  await apply();
  written = writes();
  whole = await dump();
  await platform.close();
});

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

/** Of one kind of request. Variables are many, and each is written like the others. */
const MOST_FAULTS = 4;

/**
 * Every other request of the matching methods to a path goes wrong, beginning with the first (`parity` 0) or the second
 * (1): both together hit several objects of one collection each. The answer ends it and says which
 * requests went wrong.
 */
function everyOther(methods: RegExp, parity: 0 | 1, effect: FaultEffect): () => string[] {
  const arrivals = new Map<string, number>();
  const hits = new Set<string>();
  platform.ctx.faults.take = (target, method, address) => {
    if (target !== 'api' || !methods.test(method)) return undefined;
    const path = `${method} ${address.replace(/[A-Z]{2}[0-9a-f]{32}/g, '*')}`;
    const arrival = arrivals.get(path) ?? 0;
    arrivals.set(path, arrival + 1);
    if (arrival % 2 !== parity || arrival >= 2 * MOST_FAULTS) return undefined;
    hits.add(path);
    return effect;
  };
  return () => {
    platform.ctx.faults.take = () => undefined;
    return [...hits].sort();
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

test.each([
  ['fails', 'before', 0, { status: 500 }],
  ['loses its answer', 'after', 0, { drop: true }],
  ['loses its answer', 'after', 1, { drop: true }],
] as const)(
  'an apply goes on where the one before was stopped when each write %s in turn (%s it had its effect, %i)',
  async (_, when, parity, effect) => {
    const hits = everyOther(WRITES, parity, { ...effect, when });
    expect(await applies(60)).toBeGreaterThan(5);
    const spoiled = hits();
    if (parity === 0) expect(spoiled).toEqual(expect.arrayContaining(written));
    expect(await dump()).toEqual(whole);
  },
  60_000,
);

test('an apply waits out every 429, of reads and of writes', async () => {
  const wait = setTimeout;
  // Waits before another try are skipped; time-outs are not.
  jest
    .spyOn(global, 'setTimeout')
    .mockImplementation(((run: () => void, ms = 0) => wait(run, ms < 10_000 ? 0 : ms)) as typeof setTimeout);
  try {
    const hits = everyOther(/./, 0, { status: 429, when: 'before' });
    await apply();
    expect(hits()).toEqual(expect.arrayContaining(written));
    expect(await dump()).toEqual(whole);
  } finally {
    jest.restoreAllMocks();
  }
}, 60_000);

test('an apply that failed leaves nothing under way', async () => {
  platform.ctx.faults.add({
    target: 'api',
    method: 'POST',
    pattern: '/Variables$',
    times: 1,
    skip: 3,
    status: 500,
  });
  await expect(apply()).rejects.toThrow(/Variables/);
  const before = platform.writes().length;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(platform.writes()).toHaveLength(before);
});
