import { NUMBER } from '../support/emulated-account';
import { emulatedHandlers, type EmulatedHandlers } from '../support/emulated-handlers';

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
      /the account has no number \+15550100999/,
    );
    expect(on.platform.writes()).toEqual([]);
  });
});
