import type { Phone } from '../../emulator/people';
import { wavMs } from '../../emulator/twilio/voice/twiml/media';
import { ACCOUNT_SID, AUTH_TOKEN } from '../support/emulated';
import { departsFromOpenApi } from '../support/openapi-watch';
import { OUR_NUMBER, voiceStudio, type VoiceStudio } from '../support/voice-studio';

// The media of a recording is documented in prose alone.
departsFromOpenApi(/no such operation .*\/Recordings\/RE[0-9a-f]+(\.mp3)?\)$/);

const BOB = '+15550177777';
let studio: VoiceStudio;

beforeEach(async () => {
  studio = await voiceStudio();
  studio.people.person(BOB).whenRings((phone) => phone.answer());
  studio.answers('/after', '<Say>Thank you</Say>');
  studio.answers('/recorded', '');
  studio.answers('/status', '');
});

afterEach(async () => {
  await studio.close();
  expect(studio.people.failures).toEqual([]);
});

const refusal = (status: number, code: number) => expect.objectContaining({ status, code });
const only = async () => {
  const [recording, ...others] = await studio.client.recordings.list();
  expect(others).toEqual([]);
  if (!recording) throw new Error('nothing was recorded');
  return recording;
};
/** 30 letters take two seconds to say. */
const TWO_SECONDS = 'thirty letters of a spoken line';

describe('Record', () => {
  const recording = async (attributes = ''): Promise<Phone> => {
    studio.answers(
      '/voice',
      `<Record action="/after" recordingStatusCallback="/recorded" recordingStatusCallbackEvent="in-progress completed" ${attributes}/><Say>Nothing heard</Say>`,
    );
    return studio.aCaller();
  };

  it('ends when the caller is silent, tells its callback, and plays for as long as he spoke', async () => {
    const caller = await recording('timeout="3"');
    await studio.clock.advance(1000);
    await studio.play(caller.says(TWO_SECONDS));
    await studio.play(caller.hears(/Thank you/));
    const { sid, duration, source, status, callSid, mediaUrl } = await only();
    expect({ duration, source, status, callSid }).toEqual({
      duration: '2',
      source: 'RecordVerb',
      status: 'completed',
      callSid: caller.callSid,
    });
    expect(studio.forms('/after')[0]).toMatchObject({
      RecordingSid: sid,
      RecordingUrl: mediaUrl,
      RecordingDuration: '2',
    });
    expect(studio.forms('/recorded').map(({ RecordingStatus }) => RecordingStatus)).toEqual([
      'in-progress',
      'completed',
    ]);
    const media = await fetch(mediaUrl.replace('https:/', studio.url), {
      headers: { authorization: `Basic ${btoa(`${ACCOUNT_SID}:${AUTH_TOKEN}`)}` },
    });
    expect(media.headers.get('content-type')).toBe('audio/x-wav');
    expect(wavMs(Buffer.from(await media.arrayBuffer()).toString('latin1'))).toBe(2000);
    const mp3 = await fetch(`${mediaUrl.replace('https:/', studio.url)}.mp3`, {
      headers: { authorization: `Basic ${btoa(`${ACCOUNT_SID}:${AUTH_TOKEN}`)}` },
    });
    expect(mp3.headers.get('content-type')).toBe('audio/mpeg');
    // 72 bytes are a frame of 72 ms.
    expect((await mp3.arrayBuffer()).byteLength).toBe(Math.round(2000 / 72) * 72);
  });

  it('ends by a key, which the action is told', async () => {
    const caller = await recording('finishOnKey="#" trim="do-not-trim"');
    await studio.clock.advance(1000);
    await studio.play(caller.says(TWO_SECONDS));
    caller.press('5#');
    await studio.play(caller.hears(/Thank you/));
    expect(studio.forms('/after')[0]).toMatchObject({ Digits: '#', RecordingDuration: '3' });
  });

  it('ends by the time limit and by hanging up', async () => {
    const first = await recording('maxLength="1"');
    first.says(TWO_SECONDS).catch(() => undefined);
    await studio.play(first.hears(/Thank you/));
    const second = await recording();
    await studio.play(second.says(TWO_SECONDS));
    second.hangUp();
    await studio.clock.advance(1);
    expect(
      studio.forms('/after').map(({ RecordingDuration, Digits }) => [RecordingDuration, Digits]),
    ).toEqual([
      ['1', undefined],
      ['2', 'hangup'],
    ]);
  });

  it('without a word goes on with the next verb', async () => {
    const caller = await recording();
    await studio.play(caller.hears(/Nothing heard/));
    expect((await only()).status).toBe('absent');
    expect(studio.forms('/after')).toEqual([]);
  });
});

it('a call that is recorded from the start', async () => {
  const { sid } = await studio.client.calls.create({
    to: BOB,
    from: OUR_NUMBER,
    twiml: '<Response><Pause length="4"/></Response>',
    record: true,
    statusCallback: studio.at('/status'),
    recordingChannels: 'dual',
    recordingStatusCallback: studio.at('/recorded'),
  });
  await studio.clock.advance(6000);
  expect(await only()).toMatchObject({ callSid: sid, source: 'OutboundAPI', channels: 2, duration: '4' });
  expect(studio.forms('/recorded')).toEqual([
    expect.objectContaining({ RecordingStatus: 'completed', RecordingDuration: '4', CallSid: sid }),
  ]);
  const { sid: recordingSid, mediaUrl } = await only();
  expect(studio.forms('/status')[0]).toMatchObject({
    RecordingSid: recordingSid,
    RecordingUrl: mediaUrl,
    RecordingDuration: '4',
  });
});

it('Dial records from the bridge to its end', async () => {
  studio.answers(
    '/voice',
    `<Dial record="record-from-answer-dual" action="/after"><Number statusCallback="/status">${BOB}</Number></Dial>`,
  );
  const caller = await studio.aCaller();
  await studio.clock.advance(3000);
  studio.people.person(BOB).phones[0]?.hangUp();
  await studio.play(caller.hears(/Thank you/));
  const { sid, source, channels } = await only();
  expect([source, channels]).toEqual(['DialVerb', 2]);
  expect(studio.forms('/after')[0]).toMatchObject({ RecordingSid: sid });
  expect(studio.forms('/status')[0]).toMatchObject({ CallStatus: 'completed', RecordingSid: sid });
});

it('a conference is recorded from its start to its end', async () => {
  studio.answers(
    '/voice',
    '<Dial><Conference record="record-from-start" recordingStatusCallback="/recorded" endConferenceOnExit="true">room</Conference></Dial>',
  );
  const first = await studio.aCaller('+15550120001');
  await studio.clock.advance(5000);
  await studio.aCaller('+15550120002');
  await studio.clock.advance(3000);
  const [room] = await studio.client.conferences.list();
  const recordings = studio.client.conferences(room?.sid ?? '').recordings;
  const [running] = await recordings.list();
  expect(running).toMatchObject({ status: 'in-progress', source: 'Conference', duration: null });
  const one = recordings(running?.sid ?? '');
  await one.update({ status: 'paused', pauseBehavior: 'skip' });
  await studio.clock.advance(2000);
  await one.update({ status: 'in-progress' });
  await expect(one.remove()).rejects.toEqual(refusal(400, 20001));
  first.hangUp();
  await studio.clock.advance(1);
  expect(await one.fetch()).toMatchObject({ status: 'completed', duration: '3', conferenceSid: room?.sid });
  expect(studio.forms('/recorded')[0]).toMatchObject({ ConferenceSid: room?.sid, RecordingDuration: '3' });
  await one.remove();
  await expect(one.fetch()).rejects.toEqual(refusal(404, 20404));
});

it('a call under way: recordings are started, stopped, listed and deleted', async () => {
  studio.answers('/voice', '<Say>Hello</Say><Pause length="60"/>');
  const caller = await studio.aCaller();
  const recordings = studio.client.calls(caller.callSid).recordings;
  const { sid } = await recordings.create();
  await studio.clock.advance(3000);
  await recordings(sid).update({ status: 'paused' });
  await studio.clock.advance(4000);
  expect(await recordings('Twilio.CURRENT').update({ status: 'stopped' })).toMatchObject({
    sid,
    duration: '7',
  });
  await expect(recordings(sid).update({ status: 'paused' })).rejects.toEqual(refusal(400, 21220));
  await recordings.create({ recordingChannels: 'dual' });
  caller.hangUp();
  await studio.clock.advance(1);
  expect((await recordings.list({ pageSize: 1 })).map(({ channels }) => channels)).toEqual([2, 1]);
  expect(await studio.client.recordings.list({ callSid: `CA${'0'.repeat(32)}` })).toEqual([]);
  expect((await recordings(sid).fetch()).status).toBe('completed');
  expect((await studio.client.recordings(sid).fetch()).duration).toBe('7');
  await recordings(sid).remove();
  await expect(recordings(sid).fetch()).rejects.toEqual(refusal(404, 20404));
  const [left] = await studio.client.recordings.list();
  await studio.client.recordings(left?.sid ?? '').remove();
  expect(await studio.client.recordings.list()).toEqual([]);
  await expect(recordings.create()).rejects.toEqual(refusal(400, 21220));
});
