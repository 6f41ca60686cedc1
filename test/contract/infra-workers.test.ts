import { ProviderHandler } from '../../infra/provider-kit/provider-handler';
import { RestClient } from '../../infra/provider-kit/rest';
import { twilioProvider } from '../../infra/twilio/provider';
import { ACCOUNT_SID, AUTH_TOKEN } from '../support/emulated';
import { emulatedAccount, type EmulatedAccount } from '../support/emulated-account';

type Values = Record<string, unknown>;

let platform: EmulatedAccount;
let twilio: ProviderHandler<unknown>;

beforeEach(async () => {
  platform = await emulatedAccount();
  twilio = new ProviderHandler(twilioProvider) as ProviderHandler<unknown>;
  twilio.configure({ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, apiUrl: platform.url });
});

afterEach(() => platform.close());

async function make(type: string, given: Values) {
  const { inputs } = twilio.check(type, given);
  return { inputs, ...(await twilio.create(type, inputs)) };
}

const workspace = async () =>
  String((await make('twilio:taskrouter:Workspace', { friendlyName: 'w' })).state.sid);

describe('what live people changed', () => {
  const type = 'twilio:taskrouter:Worker';
  const hired = async (attributes: Values) => {
    const made = await make(type, { workspaceSid: await workspace(), friendlyName: 'Ada', attributes });
    const { workspaceSid } = made.inputs as { workspaceSid: string };
    const worker = platform.client.taskrouter.v1.workspaces(workspaceSid).workers(String(made.state.sid));
    return {
      ...made,
      worker,
      attributes: async () => JSON.parse((await worker.fetch()).attributes) as Values,
    };
  };

  it('stays when a worker is made who is there already', async () => {
    const { worker, inputs, attributes } = await hired({ level: 3 });
    await worker.update({ attributes: JSON.stringify({ level: 2, mood: 'good' }) });
    await twilio.create(type, inputs);
    expect(await attributes()).toEqual({ level: 3, mood: 'good' });
  });

  it('is drift under a key that the program names, with all that is in it, and under no other', async () => {
    const { id, inputs, worker } = await hired({ skills: { billing: 3 }, level: 3 });
    await worker.update({
      attributes: JSON.stringify({ skills: { billing: 3, sales: 1 }, level: 3, mood: 'good' }),
    });
    const seen = await twilio.read(type, id, inputs);
    expect(twilio.diff(type, inputs, seen?.inputs ?? {}).map(({ path }) => path)).toEqual([
      'attributes.skills.sales',
    ]);
  });

  it('is not lost when it happens in the middle of an update; a key that the program drops goes', async () => {
    const { id, inputs, state, worker, attributes } = await hired({ level: 3, team: 'a' });
    const versioned = jest.spyOn(RestClient.prototype, 'versioned').mockImplementationOnce(async function (
      this: RestClient,
      request,
    ) {
      versioned.mockRestore();
      const read = await this.versioned(request);
      await worker.update({ attributes: JSON.stringify({ level: 3, team: 'a', mood: 'good' }) });
      return read;
    } as RestClient['versioned']);
    await twilio.update(type, id, { inputs, state }, { ...inputs, attributes: { level: 4 } });
    expect(await attributes()).toEqual({ level: 4, mood: 'good' });
  });

  it("keeps a worker's activity and the attributes that the program does not name", async () => {
    const workspaceSid = await workspace();
    const { id, inputs, state } = await make(type, {
      workspaceSid,
      friendlyName: 'Ada',
      attributes: { level: 3 },
    });
    const worker = platform.client.taskrouter.v1.workspaces(workspaceSid).workers(String(state.sid));
    const activities = await platform.client.taskrouter.v1.workspaces(workspaceSid).activities.list();
    const available = activities.find(({ friendlyName }) => friendlyName === 'Available')?.sid ?? '';
    await worker.update({ attributes: JSON.stringify({ level: 3, mood: 'good' }), activitySid: available });

    expect(twilio.diff(type, inputs, (await twilio.read(type, id, inputs))?.inputs ?? {})).toEqual([]);
    await twilio.update(type, id, { inputs, state }, { ...inputs, attributes: { level: 4 } });
    const after = await worker.fetch();
    expect(JSON.parse(after.attributes)).toEqual({ level: 4, mood: 'good' });
    expect(after.activityName).toBe('Available');

    await twilio.delete(type, id, state);
    await expect(worker.fetch()).rejects.toMatchObject({ status: 404 });
  });
});
