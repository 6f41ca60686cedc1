import { Hono } from 'hono';
import twilio from 'twilio';
import { basicAuth } from '../../emulator/core/basic-auth';
import { notServed } from '../../emulator/core/not-served';
import { answerTwilioError } from '../../emulator/core/twilio-error';
import { createNumbers, type Numbers } from '../../emulator/twilio/numbers';
import { ACCOUNT_SID, emulated, type Emulated } from '../support/emulated';
import { departsFromOpenApi } from '../support/openapi-watch';
import { twilioClient } from '../support/twilio-client';

// The document's own example has (808) 925-1571.
departsFromOpenApi(/friendly_name must match format "phone-number"/);

const NUMBER = '+15550100100';
let emulator: Emulated;
let numbers: Numbers;

beforeEach(async () => {
  emulator = await emulated((ctx) => {
    numbers = createNumbers(ctx);
    numbers.seed(NUMBER);
    const app = new Hono();
    app.onError(answerTwilioError);
    app.notFound(notServed);
    app.use(basicAuth(ctx.account));
    numbers.mount(app);
    return [{ hosts: ['api.twilio.com'], app }];
  });
});

afterEach(async () => {
  await emulator.close();
});

const refusal = (status: number, code: number) => expect.objectContaining({ status, code });

describe('numbers', () => {
  const all = () => emulator.client.incomingPhoneNumbers;

  test('a seeded number is found, set up and found again by Voice', async () => {
    const [number] = await all().list({ phoneNumber: NUMBER });
    expect(number).toMatchObject({ friendlyName: '(555) 010-0100', voiceUrl: '', voiceMethod: 'POST' });
    const updated = await all()(number?.sid ?? '').update({
      voiceUrl: 'https://a.twil.io/voice/inbound',
      voiceMethod: 'GET',
      statusCallback: 'https://a.twil.io/voice/status',
      voiceFallbackUrl: 'https://b.example.com/',
      friendlyName: 'Front door',
      addressSid: `AD${'1'.repeat(32)}`,
    });
    expect(updated.addressSid).toBe(`AD${'1'.repeat(32)}`);
    expect(updated).toMatchObject({ voiceMethod: 'GET', friendlyName: 'Front door' });
    expect((await all()(updated.sid).fetch()).statusCallback).toBe('https://a.twil.io/voice/status');
    expect(numbers.find(NUMBER)).toEqual({
      sid: updated.sid,
      voiceUrl: 'https://a.twil.io/voice/inbound',
      voiceMethod: 'GET',
      voiceFallbackUrl: 'https://b.example.com/',
      voiceFallbackMethod: 'POST',
      statusCallback: 'https://a.twil.io/voice/status',
      statusCallbackMethod: 'POST',
    });
    await all()(updated.sid).update({ voiceUrl: '' });
    expect(numbers.find(NUMBER)?.voiceUrl).toBe('');
  });

  test('a number is made only when it or its area code is named, valid and free', async () => {
    const made = await all().create({ phoneNumber: '+34911234567', voiceUrl: 'https://a.example.com/' });
    expect(made).toMatchObject({ friendlyName: '+34911234567', status: 'in-use' });
    await expect(all().create({ phoneNumber: NUMBER })).rejects.toEqual(refusal(400, 21422));
    await expect(all().create({ phoneNumber: '911' })).rejects.toEqual(refusal(400, 21421));
    await expect(all().create({})).rejects.toEqual(refusal(400, 20001));
    await expect(all().create({ areaCode: '115' })).rejects.toEqual(refusal(400, 21451));
    const friendlyName = 'x'.repeat(65);
    await expect(all().create({ areaCode: '415', friendlyName })).rejects.toEqual(refusal(400, 20001));
    const [forSale] = await emulator.client
      .availablePhoneNumbers('US')
      .local.list({ areaCode: 415, limit: 1 });
    expect((await all().create({ areaCode: '415' })).phoneNumber).toBe(forSale?.phoneNumber);
    expect((await all().create({ areaCode: '415' })).phoneNumber).not.toBe(forSale?.phoneNumber);
    await expect(all()(made.sid).update({ voiceUrl: 'nonsense' })).rejects.toEqual(refusal(400, 21502));
    await all()(made.sid).remove();
    await expect(all()(made.sid).fetch()).rejects.toEqual(refusal(404, 20404));
    expect(numbers.find('+34911234567')).toBeUndefined();
  });

  test('those for sale are found by digits and area code, without what the account has', async () => {
    const us = emulator.client.availablePhoneNumbers('US');
    expect((await us.fetch()).subresourceUris).toEqual({
      local: expect.stringMatching(/US\/Local.json$/),
      toll_free: expect.stringMatching(/US\/TollFree.json$/),
    });
    const countries = await emulator.client.availablePhoneNumbers.list();
    expect(countries.map(({ countryCode }) => countryCode)).toEqual(['US']);
    expect((await us.tollFree.list({ limit: 1 }))[0]?.phoneNumber).toMatch(/^\+1800/);
    const exact = await us.local.list({ contains: '15550100101', voiceEnabled: true });
    expect(exact).toMatchObject([{ phoneNumber: '+15550100101', addressRequirements: 'none' }]);
    expect(await us.local.list({ contains: NUMBER })).toEqual([]);
    const near = (await us.local.list({ contains: '155501001' })).map(({ phoneNumber }) => phoneNumber);
    expect(near.slice(0, 2)).toEqual(['+15550100101', '+15550100102']);
    expect((await us.local.list({ areaCode: 415, limit: 1 }))[0]?.phoneNumber).toMatch(/^\+1415/);
    await expect(us.local.list({ inRegion: 'CA' })).rejects.toEqual(refusal(501, 20501));
    await expect(emulator.client.availablePhoneNumbers('DE').local.list()).rejects.toEqual(
      refusal(501, 20501),
    );
  });

  test('lists come in pages and by part of the number or name', async () => {
    for (let n = 1; n < 5; n += 1)
      await all().create({ phoneNumber: `+1555010010${n}`, friendlyName: `n${n}` });
    expect(await all().list({ pageSize: 2 })).toHaveLength(5);
    expect((await all().list({ friendlyName: 'n3' })).map(({ phoneNumber }) => phoneNumber)).toEqual([
      '+15550100103',
    ]);
    expect(await all().list({ phoneNumber: '0100*12' })).toHaveLength(0);
    expect(await all().list({ phoneNumber: '01001*2' })).toHaveLength(1);
  });

  test('local and toll-free ones have lists of their own', async () => {
    const local = await all().local.create({ phoneNumber: '+14155550101' });
    const tollFree = await all().tollFree.create({ phoneNumber: '+18885550101' });
    await expect(all().tollFree.create({ phoneNumber: '+14155550102' })).rejects.toEqual(refusal(400, 21458));
    expect((await all().local.list({ phoneNumber: '415' })).map(({ sid }) => sid)).toEqual([local.sid]);
    expect((await all().tollFree.list()).map(({ sid }) => sid)).toEqual([tollFree.sid]);
    expect(await all().mobile.list()).toEqual([]);
  });

  test('an application answers for its number', async () => {
    const app = await emulator.client.applications.create({
      friendlyName: 'console',
      voiceUrl: 'https://app.example.com/',
    });
    const [number] = await all().list();
    await all()(number?.sid ?? '').update({
      voiceUrl: 'https://own.example.com/',
      voiceApplicationSid: app.sid,
    });
    expect(numbers.find(NUMBER)?.voiceUrl).toBe('https://app.example.com/');
    await all()(number?.sid ?? '').update({ voiceApplicationSid: '' });
    expect(numbers.find(NUMBER)?.voiceUrl).toBe('https://own.example.com/');
    await expect(
      all()(number?.sid ?? '').update({ voiceApplicationSid: `AP${'0'.repeat(32)}` }),
    ).rejects.toEqual(refusal(400, 20001));
  });
});

test('applications: made, listed, changed, deleted', async () => {
  const { applications } = emulator.client;
  const made = await applications.create({ friendlyName: 'console' });
  expect(made).toMatchObject({ voiceUrl: null, voiceMethod: 'POST' });
  expect((await applications(made.sid).update({ voiceMethod: 'GET' })).voiceMethod).toBe('GET');
  expect((await applications(made.sid).fetch()).voiceMethod).toBe('GET');
  expect(await applications.list({ friendlyName: 'console' })).toHaveLength(1);
  expect(await applications.list({ friendlyName: 'other' })).toHaveLength(0);
  await applications(made.sid).remove();
  await expect(applications(made.sid).fetch()).rejects.toEqual(refusal(404, 20404));
});

test('keys: the secret is shown once and opens the API, but not the account', async () => {
  const made = await emulator.client.newKeys.create({ friendlyName: 'ci' });
  const withKey = twilio(made.sid, made.secret, {
    accountSid: ACCOUNT_SID,
    httpClient: twilioClient(emulator.url, emulator.ctx.account).httpClient,
  });
  expect((await withKey.keys.list()).map(({ friendlyName }) => friendlyName)).toEqual(['ci']);
  expect(await emulator.client.keys(made.sid).fetch()).not.toHaveProperty('secret');
  expect((await emulator.client.keys(made.sid).update({ friendlyName: 'cd' })).friendlyName).toBe('cd');
  const { signingKeys } = emulator.client;
  const signing = await emulator.client.newSigningKeys.create({ friendlyName: 'sign' });
  expect((await signingKeys.list()).map(({ friendlyName }) => friendlyName)).toEqual(['cd', 'sign']);
  expect((await signingKeys(signing.sid).update({ friendlyName: 'seal' })).friendlyName).toBe('seal');
  expect((await signingKeys(signing.sid).fetch()).friendlyName).toBe('seal');
  await signingKeys(signing.sid).remove();
  await expect(withKey.api.v2010.accounts(ACCOUNT_SID).fetch()).rejects.toEqual(refusal(401, 20003));
  await emulator.client.keys(made.sid).remove();
  await expect(withKey.keys.list()).rejects.toEqual(refusal(401, 20003));
});

test('numbers that calls may show are listed, renamed and taken back', async () => {
  const { outgoingCallerIds } = emulator.client;
  const sid = numbers.verified('+14155550199', undefined);
  const mayShow = ['+14155550199', NUMBER, '+14155550198'].map((number) => numbers.mayShow(number));
  expect(mayShow).toEqual([true, true, false]);
  const [one] = await outgoingCallerIds.list({ phoneNumber: '+14155550199' });
  expect(one).toMatchObject({ sid, friendlyName: '(415) 555-0199' });
  expect((await outgoingCallerIds(sid).update({ friendlyName: 'Desk' })).friendlyName).toBe('Desk');
  expect((await outgoingCallerIds(sid).fetch()).friendlyName).toBe('Desk');
  await outgoingCallerIds(sid).remove();
  await expect(outgoingCallerIds(sid).fetch()).rejects.toEqual(refusal(404, 20404));
  expect(numbers.mayShow('+14155550199')).toBe(false);
});

test('the account is the only one, and its balance does not fall', async () => {
  const { accounts } = emulator.client.api.v2010;
  expect((await accounts.list()).map(({ sid }) => sid)).toEqual([ACCOUNT_SID]);
  expect(await accounts.list({ status: 'closed' })).toEqual([]);
  const { balance, currency } = await emulator.client.balance.fetch();
  expect([balance, currency]).toEqual(['100.00', 'USD']);
});

test('the account is itself and no other', async () => {
  const account = await emulator.client.api.v2010.accounts(ACCOUNT_SID).fetch();
  expect(account).toMatchObject({ sid: ACCOUNT_SID, status: 'active', type: 'Full' });
  const other = emulator.client.api.v2010.accounts(`AC${'0'.repeat(32)}`);
  await expect(other.fetch()).rejects.toEqual(refusal(404, 20404));
});

test('what is not there answers 501', async () => {
  await expect(emulator.client.messages.list()).rejects.toMatchObject({ status: 501 });
});
