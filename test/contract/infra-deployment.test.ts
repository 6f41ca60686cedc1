import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProviderHandler } from '../../infra/provider-kit/provider-handler';
import { twilioProvider } from '../../infra/twilio/provider';
import { ACCOUNT_SID, AUTH_TOKEN } from '../support/emulated';
import { emulatedAccount, type EmulatedAccount } from '../support/emulated-account';

const TYPE = 'twilio:serverless:Deployment';
let platform: EmulatedAccount;
let twilio: ProviderHandler<unknown>;
let folder: string;
let place: Record<string, string>;
let reported: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'handoff-'));
  for (const part of ['functions', 'assets']) mkdirSync(join(folder, part));
  writeFileSync(join(folder, 'functions/hello.js'), 'exports.handler = () => {};');
  platform = await emulatedAccount();
  twilio = new ProviderHandler(twilioProvider) as ProviderHandler<unknown>;
  twilio.configure({ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, apiUrl: platform.url });
  const services = platform.client.serverless.v1.services;
  const { sid: serviceSid } = await services.create({ uniqueName: 'f', friendlyName: 'f' });
  const { sid: environmentSid } = await services(serviceSid).environments.create({ uniqueName: 'dev' });
  place = { serviceSid, environmentSid };
  reported = [];
});

afterEach(async () => {
  await platform.close();
  rmSync(folder, { recursive: true });
});

const deployed = (more: Record<string, unknown> = {}) =>
  twilio.create(
    TYPE,
    { ...place, folder, dependencies: {}, runtime: 'node22', timeoutSeconds: 300, ...more },
    (line) => reported.push(line),
  );

test('a deployment says how far it is', async () => {
  await deployed();
  expect(reported).toEqual([
    'uploading 1 functions and 0 assets',
    'the build is completed, 0 s',
    'putting the build in service',
  ]);
});

test('a build that fails is told with its SID and what is usually the cause', async () => {
  const failure = await deployed({ dependencies: { '@twilio/runtime-handler': '9.9.9' } }).catch(String);
  expect(failure).toMatch(/build ZB\w{32} failed at Twilio; .*"@twilio\/runtime-handler":"9\.9\.9"/);
});

test('a build that never ends is given up at the deadline, and nothing polls on', async () => {
  const asked = (): number =>
    platform.ctx.journal.entries.filter(({ path }) => String(path).endsWith('/Status')).length;
  platform.ctx.faults.take = (_, method, address) =>
    method === 'GET' && address.endsWith('/Status')
      ? { status: 200, body: { sid: `ZB${'0'.repeat(32)}`, status: 'building' }, when: 'after' }
      : undefined;
  await expect(deployed({ timeoutSeconds: 0 })).rejects.toThrow(
    /build ZB\w{32} is still 'building' after 0 s/,
  );
  const before = asked();
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(asked()).toBe(before);
});

test('a refused upload is told with what Twilio said, and not with the token', async () => {
  platform.ctx.faults.add({
    target: 'api',
    method: 'POST',
    pattern: '/Versions$',
    status: 400,
    body: { code: 20001, message: 'Path is too long', status: 400 },
  });
  const failure = await deployed().catch(String);
  expect(failure).toMatch(/deploying .* failed: POST .*400 .*Path is too long/);
  expect(failure).not.toContain(AUTH_TOKEN);
});
