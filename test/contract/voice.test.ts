import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { OUR_APPLICATION, OUR_NUMBER, voiceStudio, type VoiceStudio } from '../support/voice-studio';

const BOB = '+15550177777';
let studio: VoiceStudio;

beforeEach(async () => {
  studio = await voiceStudio();
});

afterEach(async () => {
  await studio.close();
  expect(studio.people.failures).toEqual([]);
});

const refusal = (status: number, code: number) => expect.objectContaining({ status, code });

describe('an inbound call', () => {
  it('asks the number’s VoiceUrl with signed parameters, rings until it is answered, and tells its end', async () => {
    studio.answers('/voice', '<Say>Hello there, how can we help?</Say><Hangup/>');
    const caller = await studio.aCaller();
    expect(studio.received[0]?.form).toMatchObject({
      CallSid: caller.callSid,
      AccountSid: studio.ctx.account.sid,
      From: '+15550123456',
      To: OUR_NUMBER,
      CallStatus: 'ringing',
      Direction: 'inbound',
      ApiVersion: '2010-04-01',
      CallerCountry: 'US',
    });
    await studio.play(caller.ended);
    expect(caller.heardSoFar()).toBe('ring at 0 ms; announcement “Hello there, how can we help?” at 0 ms');
    await studio.clock.settle();
    await studio.clock.advance(1);
    expect(studio.forms('/number-status')).toEqual([
      expect.objectContaining({
        CallStatus: 'completed',
        CallbackSource: 'call-progress-events',
        SequenceNumber: '0',
        CallDuration: '2',
        Duration: '1',
        Timestamp: 'Thu, 01 Jan 2026 00:00:01 +0000',
      }),
    ]);
    expect(studio.received.map(studio.isSigned)).toEqual([true, true]);
    expect(await studio.client.calls(caller.callSid).fetch()).toMatchObject({
      status: 'completed',
      direction: 'inbound',
      duration: '2',
      fromFormatted: '(555) 012-3456',
    });
  });

  it('hears plain text and sound that its URL answers', async () => {
    const server = http.createServer(({ url }, response) =>
      url === '/text'
        ? response.writeHead(200, { 'content-type': 'text/plain' }).end('We are closed.')
        : response.writeHead(200, { 'content-type': 'audio/wav' }).end('no sound'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    studio.number.voiceUrl = `${at}/text`;
    const reader = await studio.aCaller();
    await studio.play(reader.ended);
    expect(reader.heardSoFar()).toMatch('announcement “We are closed.”');
    studio.number.voiceUrl = `${at}/sound`;
    const listener = await studio.aCaller();
    await studio.play(listener.ended);
    server.close();
    expect(listener.heardSoFar()).toMatch(`music “${at}/sound”`);
  });

  it('drops with an apology when its TwiML cannot be had, and asks the fallback first where there is one', async () => {
    const caller = await studio.aCaller();
    await studio.play(caller.hears(/application error/));
    expect(studio.ctx.journal.entries).toContainEqual(
      expect.objectContaining({ kind: 'twiml.error', code: 11200 }),
    );
  });

  it('can be rejected without being answered', async () => {
    studio.answers('/voice', '<Reject reason="busy"/>');
    const caller = studio.people.person('+15550123456').dial(studio.voice, OUR_NUMBER);
    await studio.play(caller.ended);
    expect((await studio.client.calls(caller.callSid).fetch()).status).toBe('busy');
  });
});

describe('an outbound call', () => {
  const create = (more: object = {}) =>
    studio.client.calls.create({
      to: BOB,
      from: OUR_NUMBER,
      twiml: '<Response><Say>Hi</Say></Response>',
      statusCallback: studio.at('/status'),
      statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
      ...more,
    });
  const statuses = () => studio.forms('/status').map((form) => `${form.SequenceNumber} ${form.CallStatus}`);

  it('goes from queued to completed and tells every step', async () => {
    studio.people.person(BOB).whenRings(async (phone) => {
      await phone.listens(1000);
      phone.answer();
      await phone.hears(/Hi/);
    });
    const call = await create();
    expect(call).toMatchObject({
      status: 'queued',
      direction: 'outbound-api',
      startTime: null,
      endTime: null,
    });
    await studio.clock.advance(5000);
    expect(statuses()).toEqual(['0 initiated', '1 ringing', '2 in-progress', '3 completed']);
    expect((await studio.client.calls(call.sid).fetch()).status).toBe('completed');
    expect(studio.received.every(studio.isSigned)).toBe(true);
  });

  it.each([
    ['busy', 'refused', (phone: { refuse(how: 'busy'): void }) => phone.refuse('busy')],
    ['no-answer', 'never answered', () => undefined],
  ])('ends as %s when it is %s', async (status, _what, behaviour) => {
    studio.people.person(BOB).whenRings(behaviour);
    const call = await create({ timeout: 10 });
    await studio.clock.advance(15_001);
    expect((await studio.client.calls(call.sid).fetch()).status).toBe(status);
    expect(statuses()).toEqual(['0 initiated', '1 ringing', `2 ${status}`]);
  });

  it('fails when nobody has the number', async () => {
    const call = await create({ to: '+15559999999' });
    await studio.clock.advance(1000);
    expect((await studio.client.calls(call.sid).fetch()).status).toBe('failed');
  });

  it('can be canceled while it rings, and not redirected', async () => {
    studio.people.person(BOB);
    const call = await create();
    await studio.clock.advance(1000);
    await expect(studio.client.calls(call.sid).update({ twiml: '<Response/>' })).rejects.toEqual(
      refusal(400, 21220),
    );
    expect((await studio.client.calls(call.sid).update({ status: 'canceled' })).status).toBe('canceled');
    await expect(studio.client.calls(call.sid).update({ status: 'completed' })).rejects.toEqual(
      refusal(400, 21220),
    );
  });

  it.each([
    ['an address that is none', { to: 'bob' }, 21211],
    ['a caller id that is not ours', { from: '+15550000000' }, 21210],
    ['no TwiML at all', { twiml: undefined }, 21205],
    ['a Url that is none', { twiml: undefined, url: 'voice' }, 21205],
    ['a callback that is none', { statusCallback: 'status' }, 21205],
    ['an event that there is not', { statusCallbackEvent: ['started'] }, 21626],
    ['another method', { statusCallbackMethod: 'PUT' }, 21209],
    ['keys that are none', { sendDigits: '1,2' }, 21206],
    ['more keys than 32', { sendDigits: '1'.repeat(33) }, 21206],
    ['no time to ring', { timeout: 0 }, 21208],
    ['an application that there is not', { applicationSid: `AP${'0'.repeat(32)}` }, 21218],
    ['machine detection that there is not', { machineDetection: 'Perhaps' }, 21234],
    ['a threshold out of range', { machineDetection: 'Enable', machineDetectionSpeechThreshold: 9 }, 21234],
    ['a trunk that there is not', { byoc: `BY${'0'.repeat(32)}` }, 21300],
    ['a client’s name to show a telephone', { from: 'client:ana' }, 21212],
  ])('is refused with %s', async (_what, wrong, code) => {
    await expect(create(wrong)).rejects.toEqual(refusal(400, code));
  });

  it('waits for machine detection before its TwiML, or hears of it beside the TwiML', async () => {
    studio.answers('/twiml', '<Pause length="9"/>');
    studio.answers('/amd', '');
    studio.people.person(BOB).whenRings((phone) => phone.answer('machine'));
    const url = studio.at('/twiml');
    await create({ twiml: undefined, url, machineDetection: 'Enable' });
    await studio.clock.advance(5000);
    expect(studio.forms('/twiml')[0]).toMatchObject({ AnsweredBy: 'machine_start' });
    const async = { asyncAmd: 'true', asyncAmdStatusCallback: studio.at('/amd') };
    await create({ twiml: undefined, url, machineDetection: 'DetectMessageEnd', ...async });
    await studio.clock.advance(5000);
    expect(studio.forms('/twiml')[1]).not.toHaveProperty('AnsweredBy');
    expect(studio.forms('/amd')[0]).toMatchObject({ AnsweredBy: 'machine_end_beep' });
    await studio.close();
    studio = await voiceStudio({ options: { machineDetectionMs: 9000 } });
    studio.people.person(BOB).whenRings((phone) => phone.answer('machine'));
    const late = await create({ machineDetection: 'Enable', machineDetectionTimeout: 3 });
    await studio.clock.advance(5000);
    expect((await studio.client.calls(late.sid).fetch()).answeredBy).toBe('unknown');
  });

  it('sends its keys to the phone, with their pauses, before its TwiML begins', async () => {
    studio.people.person(BOB).whenRings((phone) => phone.answer());
    const from = studio.clock.now() + 300;
    await create({ sendDigits: 'w1W#', machineDetection: 'Enable' });
    await studio.clock.advance(5000);
    const [phone] = studio.people.person(BOB).phones;
    const heard = phone?.heard.map(({ source, text, fromMs }) => [source, text, fromMs - from]);
    expect(heard).toEqual([
      ['keys', '1', 500],
      ['keys', '#', 1700],
      ['announcement', 'Hi', 1900],
    ]);
  });

  it('is handled by an application alone where one is named', async () => {
    studio.answers('/application', '<Say>Application</Say>');
    studio.answers('/status', '');
    studio.people.person(BOB).whenRings((phone) => phone.answer());
    const { sid } = await create({ applicationSid: OUR_APPLICATION });
    await studio.clock.advance(5000);
    expect(studio.forms('/application')[0]).toMatchObject({
      CallSid: sid,
      ApplicationSid: OUR_APPLICATION,
      Direction: 'outbound-api',
    });
    expect(studio.forms('/number-status').map(({ CallStatus }) => CallStatus)).toEqual(['completed']);
    expect(studio.forms('/status')).toEqual([]);
  });

  it('says in the journal what of it has no effect', async () => {
    await create({ callReason: 'Your order', callToken: 'token' });
    const unserved = studio.ctx.journal.entries.filter(({ kind }) => kind === 'call.not-served');
    expect(unserved.map(({ parameter }) => parameter)).toEqual(['CallReason', 'CallToken']);
  });

  it('ends after four hours where nobody ends it', async () => {
    studio.people.person(BOB).whenRings((phone) => phone.answer());
    const { sid } = await create({ twiml: '<Response><Pause length="90000"/></Response>' });
    await studio.clock.advance(4 * 3_600_000 + 299);
    expect((await studio.client.calls(sid).fetch()).status).toBe('in-progress');
    await studio.clock.advance(1);
    expect(await studio.client.calls(sid).fetch()).toMatchObject({ status: 'completed', duration: '14400' });
  });

  it('is deleted once it has ended', async () => {
    studio.people.person(BOB).whenRings((phone) => phone.answer());
    const { sid } = await create();
    await expect(studio.client.calls(sid).remove()).rejects.toEqual(refusal(400, 21220));
    await studio.clock.advance(5000);
    expect(await studio.client.calls(sid).remove()).toBe(true);
    await expect(studio.client.calls(sid).fetch()).rejects.toEqual(refusal(404, 20404));
    expect(await studio.client.calls.list()).toEqual([]);
  });

  it('waits in the queue for its turn when calls per second are limited', async () => {
    await studio.close();
    studio = await voiceStudio({ options: { callsPerSecond: 1 } });
    studio.people.person(BOB);
    const calls = [await create(), await create(), await create()];
    await studio.clock.advance(1400);
    const states = await Promise.all(
      calls.map(async (call) => (await studio.client.calls(call.sid).fetch()).status),
    );
    expect(states).toEqual(['ringing', 'ringing', 'queued']);
  });

  it('is listed, the newest first, and found by what is asked', async () => {
    studio.people.person(BOB);
    const first = await create();
    const second = await create({ to: '+15550188888' });
    expect((await studio.client.calls.list()).map(({ sid }) => sid)).toEqual([second.sid, first.sid]);
    expect((await studio.client.calls.list({ to: BOB })).map(({ sid }) => sid)).toEqual([first.sid]);
    expect((await studio.client.calls.list({ status: 'completed' })).length).toBe(0);
    await studio.clock.advance(90_000);
    const started = async (filter: object) => (await studio.client.calls.list(filter)).length;
    expect(await started({ startTime: new Date('2026-01-01T00:00:00Z') })).toBe(2);
    expect(await started({ startTimeAfter: new Date('2026-01-01T00:00:01Z') })).toBe(1);
    expect(await started({ endTimeBefore: new Date('2026-01-01T00:00:01Z') })).toBe(1);
    expect(await started({ endTimeAfter: new Date('2026-01-02T00:00:00Z') })).toBe(0);
  });
});

test('a number may be shown once its owner has entered the code that he was shown', async () => {
  studio.answers('/verified', '');
  const ask = () =>
    studio.client.validationRequests.create({ phoneNumber: BOB, statusCallback: studio.at('/verified') });
  const show = () => studio.client.calls.create({ to: OUR_NUMBER, from: BOB, twiml: '<Response/>' });
  let code = '000000';
  studio.people.person(BOB).whenRings(async (phone) => {
    phone.answer();
    await phone.hears(/verification code/);
    phone.press(code);
    await phone.ended;
  });
  const { validationCode } = await ask();
  expect(validationCode).toMatch(/^\d{6}$/);
  await studio.clock.advance(60_000);
  expect(studio.forms('/verified')).toEqual([expect.objectContaining({ VerificationStatus: 'failed' })]);
  await expect(show()).rejects.toEqual(refusal(400, 21210));
  code = (await ask()).validationCode;
  await studio.clock.advance(60_000);
  expect(studio.forms('/verified')[1]).toMatchObject({
    VerificationStatus: 'success',
    OutgoingCallerIdSid: expect.stringMatching(/^PN/),
  });
  expect((await show()).from).toBe(BOB);
  await expect(ask()).rejects.toEqual(refusal(400, 21450));
});

test('what went wrong in a call, and what the server was asked of it, can be read', async () => {
  studio.answers('/voice', '<Say loop="often">Hello</Say><Redirect>/none</Redirect>');
  const caller = await studio.aCaller();
  await studio.play(caller.ended);
  const call = studio.client.calls(caller.callSid);
  const notifications = await call.notifications.list();
  expect(notifications.map(({ errorCode, log }) => [errorCode, log])).toEqual([
    ['11200', '0'],
    ['13510', '1'],
  ]);
  expect(await call.notifications.list({ log: 1 })).toHaveLength(1);
  const one = await call.notifications(notifications[0]?.sid ?? '').fetch();
  expect(one.requestUrl).toBe(studio.at('/none'));
  expect(one.messageText).toContain('ErrorCode=11200&LogLevel=ERROR');
  const events = await call.events.list();
  expect(events.map(({ request, response }) => [request.url, response.response_code])).toEqual([
    [studio.at('/voice'), 200],
    [studio.at('/none'), 404],
  ]);
  expect(events[0]?.request.parameters).toMatchObject({ call_sid: caller.callSid, call_status: 'ringing' });
  const nothing = studio.client.calls(`CA${'0'.repeat(32)}`);
  await expect(nothing.events.list()).rejects.toEqual(refusal(404, 20404));
});

test('a call that nobody knows is 404', async () => {
  const nobody = `CA${'0'.repeat(32)}`;
  await expect(studio.client.calls(nobody).fetch()).rejects.toEqual(refusal(404, 20404));
  const update = studio.client.calls(nobody).update({ status: 'completed' });
  await expect(update).rejects.toEqual(refusal(404, 20404));
});

test('TaskRouter places calls, knows whether they live and sends them elsewhere', async () => {
  studio.answers('/agent', '<Pause length="60"/>');
  studio.answers('/elsewhere', '<Say>Elsewhere</Say>');
  studio.answers('/status', '');
  studio.people.person(BOB).whenRings(async (phone) => {
    await phone.listens(1000);
    phone.answer();
  });
  const { forTaskRouter } = studio.voice;
  const callSid = forTaskRouter.createCall({
    to: BOB,
    from: OUR_NUMBER,
    url: studio.at('/agent'),
    statusCallback: studio.at('/status'),
  });
  expect([forTaskRouter.isLive(callSid), forTaskRouter.redirect(callSid, studio.at('/elsewhere'))]).toEqual([
    true,
    false,
  ]);
  await studio.clock.advance(2000);
  expect(forTaskRouter.redirect(callSid, studio.at('/elsewhere'))).toBe(true);
  await studio.clock.advance(2000);
  expect([forTaskRouter.isLive(callSid), forTaskRouter.isLive('CA0')]).toEqual([false, false]);
  expect(studio.forms('/elsewhere')).toHaveLength(1);
  expect(studio.forms('/status').map(({ CallStatus }) => CallStatus)).toEqual(['completed']);
  expect(() => forTaskRouter.createCall({ to: 'nobody', from: OUR_NUMBER })).toThrow('Invalid');
});
