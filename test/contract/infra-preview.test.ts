import * as proto from '@pulumi/pulumi/proto/provider_pb';
import { Struct } from 'google-protobuf/google/protobuf/struct_pb';
import { twilioProvider } from '../../infra/twilio/provider';
import { vapiProvider } from '../../infra/vapi/provider';
import { ACCOUNT_SID, AUTH_TOKEN } from '../support/emulated';
import { emulatedAccount, NUMBER, VAPI_KEY, type EmulatedAccount } from '../support/emulated-account';
import { served, type Provider, type StructValues } from '../support/served-provider';

/** What a preview finds out by asking the platforms, through the service that the engine calls. */
let platform: EmulatedAccount;

beforeEach(async () => {
  platform = await emulatedAccount();
});

afterEach(() => platform.close());

function configured(provider: Provider, config: StructValues, env: Record<string, string> = {}) {
  const request = new proto.ConfigureRequest();
  request.setArgs(Struct.fromJavaScript({ ...config, apiUrl: platform.url }));
  return served(provider, env)('configure', request);
}

const requests = () => platform.ctx.journal.entries.filter(({ kind }) => kind === 'api.answered');

test.each([
  ['a token', { accountSid: ACCOUNT_SID, authToken: 'wrong-token' }, /check accountSid and authToken/],
  [
    'an API key',
    { accountSid: ACCOUNT_SID, apiKey: `SK${'1'.repeat(32)}`, apiSecret: 'wrong-secret' },
    /check apiKey and apiSecret/,
  ],
])('%s that Twilio does not take is told by one request, without its text', async (_, config, message) => {
  const failure = String(await configured(twilioProvider, config).catch(({ details }) => details));
  expect(failure).toMatch(/Twilio does not take these credentials \(401\)/);
  expect(failure).toMatch(message);
  expect(failure).not.toMatch(/wrong-/);
  expect(requests()).toHaveLength(1);
});

test('a key that Vapi does not take is told with what it must be, without its text', async () => {
  const failure = String(
    await configured(vapiProvider, { apiKey: 'wrong-key' }).catch(({ details }) => details),
  );
  expect(failure).toMatch(/Vapi does not take this apiKey \(401\): it must be the private key/);
  expect(failure).not.toContain('wrong-key');
});

test('what the program leaves open comes from the usual variables', async () => {
  const env = { TWILIO_ACCOUNT_SID: ACCOUNT_SID, TWILIO_AUTH_TOKEN: AUTH_TOKEN, VAPI_API_KEY: VAPI_KEY };
  await configured(twilioProvider, {}, env);
  await configured(vapiProvider, {}, env);
  await expect(configured(twilioProvider, {})).rejects.toMatchObject({
    details:
      'accountSid: got nothing; wants a value of type string; or TWILIO_ACCOUNT_SID in the environment',
  });
  await expect(configured(twilioProvider, { accountSid: ACCOUNT_SID })).rejects.toMatchObject({
    details: expect.stringMatching(
      /^authToken: got nothing; wants authToken, or apiKey and apiSecret together/,
    ),
  });
});

test('a number that the account has not got is told in the preview, before anything is made', async () => {
  const call = served(twilioProvider);
  const configure = new proto.ConfigureRequest();
  configure.setArgs(
    Struct.fromJavaScript({ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, apiUrl: platform.url }),
  );
  await call('configure', configure);
  const preview = (phoneNumber: string) => {
    const request = new proto.CreateRequest();
    request.setUrn('urn:pulumi:dev::handoff::twilio:account:NumberKeepsake::number');
    request.setProperties(Struct.fromJavaScript({ phoneNumber }));
    request.setPreview(true);
    return call('create', request);
  };
  await expect(preview('+15550100999')).rejects.toMatchObject({
    details: expect.stringMatching(
      /the account has no number \+15550100999.*never bought without being told to/,
    ),
  });
  await preview(NUMBER);
  expect(platform.writes()).toEqual([]);
});
