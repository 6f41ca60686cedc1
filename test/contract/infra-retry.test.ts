import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyInProcess } from '../../infra/in-process';
import { ACCOUNT_SID, AUTH_TOKEN } from '../support/emulated';
import { emulatedAccount, NUMBER, VAPI_KEY, type EmulatedAccount } from '../support/emulated-account';

let folder: string;
let platform: EmulatedAccount;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'handoff-'));
  for (const part of ['control', 'events']) {
    mkdirSync(join(folder, part, 'functions'), { recursive: true });
    mkdirSync(join(folder, part, 'assets'));
    writeFileSync(join(folder, part, 'functions/hello.js'), 'exports.handler = () => {};');
  }
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
      ...{ humanAgentNumber: '+15550100201', syncMaps: '1' },
    },
    secrets: { twilioAuthToken: AUTH_TOKEN, vapiApiKey: VAPI_KEY, secret: 's'.repeat(40) },
  });

/** How many there are of everything that an apply makes. */
async function census(): Promise<Record<string, number>> {
  const { taskrouter, sync, serverless } = platform.client;
  const [workspaces, stores, services] = await Promise.all([
    taskrouter.v1.workspaces.list(),
    sync.v1.services.list(),
    serverless.v1.services.list(),
  ]);
  const workspace = taskrouter.v1.workspaces(workspaces[0]?.sid ?? '');
  const inServices = await Promise.all(
    services.map(async ({ sid }) => {
      const service = serverless.v1.services(sid);
      const lists = await Promise.all([service.environments.list(), service.functions.list()]);
      return lists.flat().length;
    }),
  );
  const atVapi = await Promise.all(
    ['assistant', 'tool', 'credential', 'phone-number'].map((kind) => platform.vapi<unknown[]>(`/${kind}`)),
  );
  return {
    workspaces: workspaces.length,
    queues: (await workspace.taskQueues.list()).length,
    workflows: (await workspace.workflows.list()).length,
    workers: (await workspace.workers.list()).length,
    stores: stores.filter(({ friendlyName }) => friendlyName === 'handoff-dev').length,
    services: services.length,
    environmentsAndFunctions: inServices.reduce((sum, count) => sum + count, 0),
    atVapi: atVapi.flat().length,
  };
}

const WHOLE = {
  ...{ workspaces: 1, queues: 4, workflows: 1, workers: 1, stores: 1 },
  ...{ services: 2, environmentsAndFunctions: 4, atVapi: 4 },
};

/** Writes spread over the whole apply: Sync, variables, builds, Vapi. */
const WRITES = [5, 30, 57, 66];

describe.each([
  ['its answer is lost', { drop: true, when: 'after' as const }],
  ['it fails', { status: 500, when: 'before' as const }],
])('an apply in which one write goes wrong because %s', (_, fault) => {
  it.each(WRITES)(
    'is completed by the next one, and makes nothing twice (write %i)',
    async (skip) => {
      platform.ctx.faults.add({ target: 'api', method: 'POST', pattern: '.', times: 1, skip, ...fault });
      await apply().catch(() => undefined);
      platform.ctx.faults.clear();
      await apply();
      expect(await census()).toEqual(WHOLE);
    },
    30_000,
  );
});

it('leaves nothing under way when it has failed', async () => {
  platform.ctx.faults.add({
    target: 'api',
    method: 'POST',
    pattern: '/Variables$',
    times: 1,
    skip: 3,
    status: 500,
  });
  await expect(apply()).rejects.toThrow(/Variables/);
  const written = platform.writes().length;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(platform.writes()).toHaveLength(written);
});
