import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TwilioServerlessApiClient } from '@twilio-labs/serverless-api';
import { createServerless } from '../../emulator/twilio/serverless';
import { createFunctionsRuntime, type RunningFunctions } from '../../emulator/twilio/serverless/runtime';
import { ACCOUNT_SID, AUTH_TOKEN, emulated, type Emulated } from '../support/emulated';
import { departsFromOpenApi } from '../support/openapi-watch';

// The toolkit sends a FriendlyName for the environment, which the API does not have and passes over.
departsFromOpenApi(/unknown form parameter FriendlyName/);
// node24 is younger than the document.
departsFromOpenApi(/\bruntime must be equal to one of the allowed values/);

const CACHE = path.join(__dirname, '../../.cache');
let emulator: Emulated;
let runtime: RunningFunctions;

beforeEach(async () => {
  emulator = await emulated((ctx) => {
    const options = { ...ctx, accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN };
    runtime = createFunctionsRuntime({ ...options, folder: path.join(CACHE, 'functions-contract-test') });
    return [createServerless(ctx, runtime).product];
  });
});

afterEach(async () => {
  await emulator.close();
  await runtime.close();
});

const services = () => emulator.client.serverless.v1.services;
const refusal = (status: number, code: number) => expect.objectContaining({ status, code });
const aService = (uniqueName = 'handoff-control') =>
  services().create({ uniqueName, friendlyName: 'Handoff' });

/** Uploads a version the way the API wants it: the SDK cannot. */
async function upload(
  serviceSid: string,
  fileSid: string,
  fields: { path: string; visibility?: string; content?: string | Buffer; kind?: 'Functions' | 'Assets' },
): Promise<{ status: number; sid: string; body: Record<string, unknown> }> {
  const form = new FormData();
  form.set('Path', fields.path);
  form.set('Visibility', fields.visibility ?? 'public');
  form.set('Content', new Blob([fields.content ?? '']), 'file.js');
  const { kind = 'Functions' } = fields;
  const answer = await fetch(
    `${emulator.url}/serverless-upload.twilio.com/v1/Services/${serviceSid}/${kind}/${fileSid}/Versions`,
    {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString('base64')}`,
      },
      body: form,
    },
  );
  const body = (await answer.json()) as Record<string, unknown>;
  return { status: answer.status, sid: String(body['sid']), body };
}

/** A service with one environment and one deployed Function that answers with the variable WHO. */
async function deployed(): Promise<{
  serviceSid: string;
  environmentSid: string;
  buildSid: string;
  domain: string;
}> {
  const { sid: serviceSid } = await aService();
  const service = services()(serviceSid);
  const environment = await service.environments.create({ uniqueName: 'dev', domainSuffix: 'dev' });
  const who = await service.functions.create({ friendlyName: 'who' });
  const version = await upload(serviceSid, who.sid, {
    path: '/who',
    content: 'exports.handler = (context, event, callback) => callback(null, String(context.WHO));',
  });
  const build = await service.builds.create({ functionVersions: [version.sid], runtime: 'node22' });
  await service.environments(environment.sid).deployments.create({ buildSid: build.sid });
  return { serviceSid, environmentSid: environment.sid, buildSid: build.sid, domain: environment.domainName };
}
const answerAt = async (domain: string, urlPath: string): Promise<string> => {
  const answer = await fetch(`${runtime.resolve(`https://${domain}`)}${urlPath}`);
  return `${answer.status} ${await answer.text()}`;
};

test('services: one is made, found by name, changed, listed and deleted', async () => {
  const made = await aService();
  expect(made.domainBase).toMatch(/^handoff-control-\d{4}$/);
  expect(made).toMatchObject({ includeCredentials: true, uiEditable: false });
  await expect(aService()).rejects.toMatchObject({ status: 409 });
  await expect(aService('x'.repeat(51))).rejects.toEqual(refusal(400, 20001));
  expect((await services()('handoff-control').fetch()).sid).toBe(made.sid);
  expect((await services()(made.sid).update({ friendlyName: 'B' })).friendlyName).toBe('B');
  for (let n = 0; n < 3; n += 1) await aService(`more-${n}`);
  expect(await services().list({ pageSize: 2 })).toHaveLength(4);
  await services()(made.sid).remove();
  await expect(services()(made.sid).fetch()).rejects.toEqual(refusal(404, 20404));
});

test('environments: the domain comes from the service, the suffix is taken once', async () => {
  const service = services()((await aService()).sid);
  const bare = await service.environments.create({ uniqueName: 'production' });
  const dev = await service.environments.create({ uniqueName: 'dev', domainSuffix: 'dev' });
  const base = (await service.fetch()).domainBase;
  expect([bare.domainName, dev.domainName]).toEqual([`${base}.twil.io`, `${base}-dev.twil.io`]);
  expect(dev.buildSid).toBeNull();
  await expect(
    service.environments.create({ uniqueName: 'other', domainSuffix: 'dev' }),
  ).rejects.toMatchObject({ status: 409 });
  expect((await service.environments(dev.sid).fetch()).domainSuffix).toBe('dev');
  await service.environments(dev.sid).remove();
  expect(await service.environments.list()).toHaveLength(1);
});

test('variables: 450 bytes each, seen at once by what is deployed', async () => {
  const { serviceSid, environmentSid, domain } = await deployed();
  const { variables } = services()(serviceSid).environments(environmentSid);
  expect(await answerAt(domain, '/who')).toBe('200 undefined');
  const who = await variables.create({ key: 'WHO', value: 'first' });
  expect(await answerAt(domain, '/who')).toBe('200 first');
  await variables(who.sid).update({ value: 'second' });
  expect(await answerAt(domain, '/who')).toBe('200 second');
  await expect(variables.create({ key: 'WHO', value: 'x' })).rejects.toMatchObject({ status: 409 });
  await variables(who.sid).update({ value: 'é'.repeat(225) });
  await expect(variables(who.sid).update({ value: 'é'.repeat(226) })).rejects.toEqual(refusal(400, 20001));
  expect((await variables(who.sid).fetch()).key).toBe('WHO');
  await variables(who.sid).remove();
  expect(await variables.list()).toEqual([]);
  expect(await answerAt(domain, '/who')).toBe('200 undefined');
});

test('3 KB of variables together are too much to deploy', async () => {
  const { serviceSid, environmentSid, buildSid } = await deployed();
  const { variables, deployments } = services()(serviceSid).environments(environmentSid);
  for (let n = 0; n < 7; n += 1) await variables.create({ key: `V${n}`, value: 'x'.repeat(450) });
  await expect(deployments.create({ buildSid })).rejects.toEqual(refusal(400, 82006));
});

test('functions and assets: uploaded in versions, text or binary', async () => {
  const service = services()((await aService()).sid);
  const { sid: serviceSid } = await service.fetch();
  const one = await service.functions.create({ friendlyName: 'one' });
  expect((await service.functions(one.sid).update({ friendlyName: 'uno' })).friendlyName).toBe('uno');
  const version = await upload(serviceSid, one.sid, {
    path: '/voice/one',
    visibility: 'protected',
    content: 'é',
  });
  expect(version.body).toMatchObject({ path: '/voice/one', visibility: 'protected', function_sid: one.sid });
  const versions = service.functions(one.sid).functionVersions;
  expect((await versions.list()).map(({ path: one }) => one)).toEqual(['/voice/one']);
  expect((await versions(version.sid).fetch()).visibility).toBe('protected');
  expect((await versions(version.sid).functionVersionContent().fetch()).content).toBe('é');
  const image = await service.assets.create({ friendlyName: 'image' });
  await upload(serviceSid, image.sid, {
    path: '/a.png',
    kind: 'Assets',
    content: Buffer.from([0x89, 0xff, 0]),
  });
  const [picture] = await service.assets(image.sid).assetVersions.list();
  expect(
    (
      await service
        .assets(image.sid)
        .assetVersions(picture?.sid ?? '')
        .fetch()
    ).path,
  ).toBe('/a.png');
  expect((await service.functions(one.sid).fetch()).friendlyName).toBe('uno');
  expect((await service.assets(image.sid).update({ friendlyName: 'photo' })).friendlyName).toBe('photo');
  expect((await service.assets(image.sid).fetch()).friendlyName).toBe('photo');
  for (const bad of ['voice', '/a b', '/a?b', `/${'x'.repeat(255)}`, '/../x']) {
    expect((await upload(serviceSid, one.sid, { path: bad })).status).toBe(400);
  }
  expect((await upload(serviceSid, one.sid, { path: '/x', visibility: 'secret' })).status).toBe(400);
  await service.functions(one.sid).remove();
  await service.assets(image.sid).remove();
  expect([await service.functions.list(), await service.assets.list()]).toEqual([[], []]);
});

test('builds: completed when the platform has what they depend on', async () => {
  const service = services()((await aService()).sid);
  const statusWith = async (version: string, runtime = 'node22'): Promise<string> => {
    const dependencies = JSON.stringify([{ name: '@twilio/runtime-handler', version }]);
    const build = await service.builds.create({ dependencies, runtime });
    expect(build.status).toBe('building');
    const { status } = await service.builds(build.sid).buildStatus().fetch();
    expect((await service.builds(build.sid).fetch()).status).toBe(status);
    return status;
  };
  expect(await statusWith('2.1.2')).toBe('completed');
  expect(await statusWith('2.1.0')).toBe('failed');
  expect([await statusWith('2.1.2', 'node24'), await statusWith('2.1.2', 'node18')]).toEqual([
    'completed',
    'failed',
  ]);
  await expect(service.builds.create({ functionVersions: [`ZN${'0'.repeat(32)}`] })).rejects.toEqual(
    refusal(400, 20001),
  );
  await expect(service.builds.create({ runtime: 'node6' as 'node18' })).rejects.toEqual(refusal(400, 20001));
  expect((await service.builds.list()).map(({ status }) => status)).toEqual([
    'completed',
    'failed',
    'completed',
    'failed',
  ]);
});

test('deployments: what is live cannot be deleted, and nothing is live without a build', async () => {
  const { serviceSid, environmentSid, buildSid, domain } = await deployed();
  const service = services()(serviceSid);
  const [who] = await service.functions.list();
  await expect(service.builds(buildSid).remove()).rejects.toMatchObject({
    status: 400,
    message: "Cannot delete Build because it's part of an active Deployment.",
  });
  await expect(service.functions(who?.sid ?? '').remove()).rejects.toMatchObject({ status: 400 });
  const { deployments } = service.environments(environmentSid);
  const last = await deployments.create({});
  expect(await deployments(last.sid).fetch()).toMatchObject({ buildSid: null });
  expect(await deployments.list()).toHaveLength(2);
  expect(await answerAt(domain, '/who')).toBe('404 Not Found');
  await service.builds(buildSid).remove();
});

test('logs: what a Function printed', async () => {
  const { serviceSid, environmentSid, domain } = await deployed();
  const service = services()(serviceSid);
  const talk = await service.functions.create({ friendlyName: 'talk' });
  const version = await upload(serviceSid, talk.sid, {
    path: '/talk',
    content: `exports.handler = (c, e, callback) => { console.log('one'); console.error('two'); callback(); };`,
  });
  const build = await service.builds.create({ functionVersions: [version.sid] });
  await service.environments(environmentSid).deployments.create({ buildSid: build.sid });
  await answerAt(domain, '/talk');
  const { logs } = service.environments(environmentSid);
  const list = await logs.list({ functionSid: talk.sid });
  expect(list.map(({ level, message }) => `${level} ${message}`)).toEqual(['ERROR two', 'INFO one']);
  expect((await logs(list[0]?.sid ?? '').fetch()).functionSid).toBe(talk.sid);
  expect(await logs.list({ functionSid: `ZH${'0'.repeat(32)}` })).toEqual([]);
  await expect(service.functions.create({ friendlyName: 'x'.repeat(256) })).rejects.toMatchObject({
    code: 20001,
  });
});

test('the toolkit deploys a folder, and what it deployed answers', async () => {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(path.join(CACHE, 'project-'));
  const write = (name: string, text: string | Buffer): void => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  write('functions/hello.js', 'exports.handler = (c, e, callback) => callback(null, c.FOO + c.ACCOUNT_SID);');
  write('functions/voice/in.protected.js', 'exports.handler = (c, e, callback) => callback(null, "in");');
  write('assets/page.html', '<p>page</p>');
  write('assets/pixel.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]));
  const client = new TwilioServerlessApiClient({
    username: ACCOUNT_SID,
    password: AUTH_TOKEN,
    retryLimit: 1,
  });
  client['client'] = client.getClient().extend({
    hooks: {
      beforeRequest: [
        (options) => {
          const { host, pathname, search } = new URL(options.url.href);
          const credentials = `${options.username}:${options.password}`;
          options.headers['authorization'] = `Basic ${Buffer.from(credentials).toString('base64')}`;
          options.url = new URL(`${emulator.url}/${host}${pathname}${search}`);
        },
      ],
    },
  });
  const project = (foo: string): Parameters<typeof client.deployLocalProject>[0] => ({
    ...{ cwd: folder, envPath: '', env: { FOO: foo }, serviceName: 'handoff', functionsEnv: 'dev' },
    ...{ functionsFolderName: 'functions', assetsFolderName: 'assets', uiEditable: false },
    pkgJson: { dependencies: { twilio: '6.2.0', '@twilio/runtime-handler': '2.1.2' } },
    ...{ overrideExistingService: true, runtime: 'node22', username: ACCOUNT_SID, password: AUTH_TOKEN },
  });
  try {
    const { domain } = await client.deployLocalProject(project('first'));
    expect(await answerAt(domain, '/hello')).toBe(`200 first${ACCOUNT_SID}`);
    expect(await answerAt(domain, '/voice/in')).toBe('403 Forbidden');
    expect(await answerAt(domain, '/page.html')).toBe('200 <p>page</p>');
    const pixel = await fetch(`${runtime.resolve(`https://${domain}`)}/pixel.png`);
    expect([...new Uint8Array(await pixel.arrayBuffer())]).toEqual([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]);
    const again = await client.deployLocalProject(project('second'));
    expect(again.domain).toBe(domain);
    expect(await answerAt(domain, '/hello')).toBe(`200 second${ACCOUNT_SID}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
