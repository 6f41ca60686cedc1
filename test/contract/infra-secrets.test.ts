import * as proto from '@pulumi/pulumi/proto/provider_pb';
import { Struct } from 'google-protobuf/google/protobuf/struct_pb';
import { wrapSecret } from '../../infra/provider-kit/wire-values';
import { twilioProvider } from '../../infra/twilio/provider';
import { ACCOUNT_SID, AUTH_TOKEN } from '../support/emulated';
import { emulatedHandlers, type EmulatedHandlers, type Values } from '../support/emulated-handlers';
import { served, type StructValues } from '../support/served-provider';

let on: EmulatedHandlers;

beforeEach(async () => {
  on = await emulatedHandlers();
});

afterEach(() => on.platform.close());

describe('twilio:account:ApiKey', () => {
  it('is made once, with its secret, when the answer was lost; a key of the same name stays', async () => {
    const other = await on.make('twilio:account:ApiKey', { friendlyName: 'agents' });
    on.platform.ctx.faults.add({
      target: 'api',
      method: 'POST',
      pattern: '/Keys.json$',
      times: 1,
      drop: true,
      when: 'after',
    });
    const { id, state } = await on.make('twilio:account:ApiKey', { friendlyName: 'agents' });
    expect(state.secret).toEqual(expect.any(String));
    const keys = await on.platform.client.keys.list();
    expect(keys.map(({ sid }) => sid).sort()).toEqual([id, other.id].sort());
  });
});

describe('twilio:serverless:Variables', () => {
  const TYPE = 'twilio:serverless:Variables';
  const urn = `urn:pulumi:dev::handoff::${TYPE}::settings`;
  let call: ReturnType<typeof served>;
  let place: StructValues;

  beforeEach(async () => {
    call = served(twilioProvider);
    const configure = new proto.ConfigureRequest();
    const credentials = { accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, apiUrl: on.platform.url };
    configure.setArgs(Struct.fromJavaScript(credentials));
    await call('configure', configure);
    const service = { uniqueName: 'f', friendlyName: 'f' };
    const serviceSid = await on.sidOf('twilio:serverless:Service', service);
    const environment = { serviceSid, uniqueName: 'dev' };
    const environmentSid = await on.sidOf('twilio:serverless:Environment', environment);
    place = { serviceSid, environmentSid, name: 'settings' };
  });

  const checked = async (variables: StructValues) => {
    const request = new proto.CheckRequest();
    request.setUrn(urn);
    request.setNews(Struct.fromJavaScript({ ...place, variables }));
    const response = await call<proto.CheckResponse>('check', request);
    return { inputs: response.getInputs(), failures: response.getFailuresList() };
  };
  const read = async (id: string, inputs?: Struct) => {
    const request = new proto.ReadRequest();
    request.setUrn(urn);
    request.setId(id);
    request.setInputs(inputs);
    const response = await call<proto.ReadResponse>('read', request);
    return [response.getInputs(), response.getProperties()].map((struct) => struct?.toJavaScript().variables);
  };

  it('shows plain settings, and of a secret one no more than which it is', async () => {
    const { inputs } = await checked({ WAIT: 'ai', KEY: wrapSecret('hunter2') as never });
    const request = new proto.CreateRequest();
    request.setUrn(urn);
    request.setProperties(inputs);
    const made = await call<proto.CreateResponse>('create', request);
    const shown = { WAIT: 'ai', KEY: wrapSecret('hunter2') };
    expect(made.getProperties()?.toJavaScript().variables).toEqual(shown);
    expect(await read(made.getId(), inputs)).toEqual([shown, shown]);

    const diff = new proto.DiffRequest();
    diff.setUrn(urn);
    diff.setOldInputs(inputs);
    diff.setNews((await checked({ WAIT: 'ai', KEY: wrapSecret('hunter3') as never })).inputs);
    const changed = (await call<proto.DiffResponse>('diff', diff)).getDetaileddiffMap();
    expect(changed.getEntryList().map(([path]) => path)).toEqual(['variables.KEY']);
  });

  it('that was made by somebody else is secret whole', async () => {
    const made = await on.make(TYPE, { ...(place as Values), variables: { WAIT: 'ai', KEY: 'hunter2' } });
    const whole = wrapSecret({ WAIT: 'ai', KEY: 'hunter2' });
    expect(await read(made.id)).toEqual([whole, whole]);
  });

  it('refuses a value that is too long, with its name, and the text only of a plain one', async () => {
    const long = 'hunter2'.repeat(80);
    const { failures } = await checked({ KEY: wrapSecret(long) as never, WAIT: long });
    expect(failures.map((failure) => [failure.getProperty(), failure.getReason()])).toEqual([
      ['variables.KEY', 'got a secret of 560 characters; wants at most 450 bytes'],
      ['variables.WAIT', expect.stringMatching(/^got "hunter2.*; wants at most 450 bytes/)],
    ]);
  });
});
