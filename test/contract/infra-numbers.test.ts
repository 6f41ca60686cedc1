import { NUMBER } from '../support/emulated-account';
import { emulatedHandlers, type EmulatedHandlers } from '../support/emulated-handlers';
import { departsFromOpenApi } from '../support/openapi-watch';

// The document's own example of a number for sale has (808) 925-1571.
departsFromOpenApi(/friendly_name must match format "phone-number"/);

let on: EmulatedHandlers;

beforeEach(async () => {
  on = await emulatedHandlers();
});

afterEach(() => on.platform.close());

describe('twilio:account:IncomingPhoneNumber', () => {
  const type = 'twilio:account:IncomingPhoneNumber';

  it('is adopted and gets its old settings back', async () => {
    const [found] = await on.platform.client.incomingPhoneNumbers.list();
    const number = on.platform.client.incomingPhoneNumbers(found?.sid ?? '');
    await number.update({ voiceUrl: 'https://old.example/voice', voiceMethod: 'GET', statusCallback: '' });
    const { id, state } = await on.make(type, {
      phoneNumber: NUMBER,
      voiceUrl: 'https://new.example/v',
      statusCallback: 'https://new.example/s',
    });
    expect(await number.fetch()).toMatchObject({ voiceUrl: 'https://new.example/v', voiceMethod: 'POST' });
    await on.twilio.delete(type, id, state);
    expect(await number.fetch()).toMatchObject({
      voiceUrl: 'https://old.example/voice',
      voiceMethod: 'GET',
      statusCallback: '',
    });
  });

  it('takes off an application, which would answer in its place, and puts it back', async () => {
    const [found] = await on.platform.client.incomingPhoneNumbers.list();
    const number = on.platform.client.incomingPhoneNumbers(found?.sid ?? '');
    const { sid } = await on.platform.client.applications.create({
      friendlyName: 'IVR',
      voiceUrl: 'https://old.example',
    });
    await number.update({ voiceApplicationSid: sid });
    const { id, inputs, state } = await on.make(type, {
      phoneNumber: NUMBER,
      voiceUrl: 'https://new.example/v',
    });
    expect((await number.fetch()).voiceApplicationSid).toBeFalsy();
    const names = { ivr: sid };
    const named = { ...inputs, names, voiceApplicationSid: 'ivr' };
    await on.twilio.update(type, id, { inputs, state }, named);
    expect((await on.twilio.read(type, id, named))?.inputs.voiceApplicationSid).toBe('ivr');
    await on.twilio.update(type, id, { inputs: named, state }, inputs);
    await on.twilio.delete(type, id, state);
    expect(await number.fetch()).toMatchObject({ voiceApplicationSid: sid });
  });

  it('remembers the old settings also when the answer to the new ones was lost', async () => {
    const [found] = await on.platform.client.incomingPhoneNumbers.list();
    const number = on.platform.client.incomingPhoneNumbers(found?.sid ?? '');
    await number.update({ voiceUrl: 'https://old.example/voice' });
    on.platform.ctx.faults.add({
      target: 'api',
      method: 'POST',
      pattern: '/PN',
      times: 1,
      drop: true,
      when: 'after',
    });
    const { id, state } = await on.make(type, { phoneNumber: NUMBER, voiceUrl: 'https://new.example/v' });
    await on.twilio.delete(type, id, state);
    expect(await number.fetch()).toMatchObject({ voiceUrl: 'https://old.example/voice' });
  });

  it('gives back what it was before Vapi learned of it, where a keepsake was taken first', async () => {
    const [found] = await on.platform.client.incomingPhoneNumbers.list();
    const number = on.platform.client.incomingPhoneNumbers(found?.sid ?? '');
    await number.update({ voiceUrl: 'https://old.example/voice' });
    const keepsake = await on.make('twilio:account:NumberKeepsake', { phoneNumber: NUMBER });
    await number.update({ voiceUrl: 'https://api.vapi.ai/twilio/inbound_call', friendlyName: 'Vapi' });
    const ours = await on.make(type, { phoneNumber: NUMBER, voiceUrl: 'https://new.example/v' });
    await on.twilio.delete(type, ours.id, ours.state);
    await on.twilio.delete('twilio:account:NumberKeepsake', keepsake.id, keepsake.state);
    expect(await number.fetch()).toMatchObject({
      voiceUrl: 'https://old.example/voice',
      friendlyName: found?.friendlyName,
    });
  });

  it('is never bought', async () => {
    await expect(on.make(type, { phoneNumber: '+15550100999' })).rejects.toThrow(
      /the account has no number \+15550100999.*never bought without being told to/,
    );
    expect(on.platform.writes()).toEqual([]);
  });
});

describe('twilio:account:PurchasedPhoneNumber', () => {
  const type = 'twilio:account:PurchasedPhoneNumber';
  const WANTED = '+15550100777';
  const given = { phoneNumber: WANTED, country: 'US', friendlyName: 'handoff-dev, bought by Pulumi' };
  const held = async () =>
    (await on.platform.client.incomingPhoneNumbers.list()).map(({ phoneNumber }) => phoneNumber).sort();
  let warnings: string[];
  const warn = (line: string) => void warnings.push(line);

  beforeEach(() => {
    warnings = [];
  });

  it('is told in the preview and bought once, also when the answer was lost', async () => {
    await on.twilio.foresee(type, { ...given, release: false }, warn);
    expect(warnings).toEqual([expect.stringMatching(/^\+15550100777 WILL BE BOUGHT: Twilio charges/)]);
    expect(on.platform.writes()).toEqual([]);

    const lost = { target: 'api', method: 'POST', pattern: 'Numbers.json$', times: 1 } as const;
    on.platform.ctx.faults.add({ ...lost, drop: true, when: 'after' });
    const { id, state } = await on.make(type, given);
    expect(state).toMatchObject({ number: WANTED, bought: true });
    expect(await on.make(type, given)).toMatchObject({ id, state: { bought: true } });
    expect(await held()).toEqual([NUMBER, WANTED]);
  });

  it('that is not for sale stops the preview, with some that are', async () => {
    await on.platform.client.incomingPhoneNumbers.create({ phoneNumber: '+15550100000' });
    const foreign = { ...given, phoneNumber: '+495550100777' };
    await expect(on.twilio.foresee(type, foreign, warn)).rejects.toThrow(/in US it is not for sale; nor is/);
    const short = { ...given, phoneNumber: '+1555010077' };
    await expect(on.twilio.foresee(type, short, warn)).rejects.toThrow(
      /no number \+1555010077, and in US it is not for sale; for sale are \+1\d{10}, /,
    );
    expect(warnings).toEqual([]);
  });

  it('for which Twilio wants an address is not bought', async () => {
    const body = { available_phone_numbers: [{ phone_number: WANTED, address_requirements: 'local' }] };
    on.platform.ctx.faults.add({ target: 'api', pattern: '/Local.json', status: 200, body });
    await expect(on.make(type, given)).rejects.toThrow(
      /wants an address \(local\): buy it in Twilio's console/,
    );
    expect(on.platform.writes()).toEqual([]);
  });

  it('stays in the account, which is said; told to release it gives it back, but not while it answers calls', async () => {
    const { id, state, inputs } = await on.make(type, given);
    await on.twilio.delete(type, id, state, warn);
    expect(warnings).toEqual([expect.stringMatching(/^\+15550100777 was bought and stays in the account/)]);
    expect(await held()).toContain(WANTED);

    const told = { ...inputs, release: true };
    const changed = await on.twilio.update(type, id, { inputs, state }, told);
    const number = on.platform.client.incomingPhoneNumbers(id);
    await number.update({ voiceUrl: 'https://control.example/voice/inbound' });
    await expect(on.twilio.delete(type, id, changed)).rejects.toThrow(/not released: it still answers calls/);
    await number.update({ voiceUrl: '' });
    await on.twilio.delete(type, id, changed);
    await on.twilio.delete(type, id, changed);
    expect(await held()).toEqual([NUMBER]);
  });

  it('that the account had already is neither bought nor ever given back', async () => {
    const { id, state } = await on.make(type, { ...given, phoneNumber: NUMBER, release: true });
    expect(state.bought).toBe(false);
    await on.twilio.delete(type, id, state);
    expect(await held()).toEqual([NUMBER]);
  });
});
