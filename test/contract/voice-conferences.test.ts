import type { Phone } from '../../emulator/people';
import { OUR_APPLICATION, OUR_NUMBER, voiceStudio, type VoiceStudio } from '../support/voice-studio';

const BOB = '+15550177777';
let studio: VoiceStudio;

beforeEach(async () => {
  studio = await voiceStudio();
  studio.answers('/events', '');
});

afterEach(async () => {
  await studio.close();
  expect(studio.people.failures).toEqual([]);
});

const refusal = (status: number, code: number) => expect.objectContaining({ status, code });
let callers = 0;

/** Somebody calls and is put into the room with these attributes of `<Conference>`. */
async function joining(attributes: string, dial = '', after = ''): Promise<Phone> {
  studio.answers(
    '/voice',
    `<Dial ${dial}><Conference beep="false" ${attributes}>room</Conference></Dial>${after}`,
  );
  callers += 1;
  return studio.aCaller(`+1555012${String(1000 + callers)}`);
}

const room = async () => {
  const [conference] = await studio.client.conferences.list({ friendlyName: 'room' });
  if (!conference) throw new Error('there is no conference');
  return conference;
};
const status = async () => (await room()).status;
const participant = async (phone: Phone) => {
  const { sid } = await room();
  return studio.client.conferences(sid).participants(phone.callSid);
};
const sourcesOf = (phone: Phone) =>
  studio.voice.ledger
    .record()
    .legs.find(({ callSid }) => callSid === phone.callSid)
    ?.hears.filter(({ source }) => source !== 'ring')
    .map(({ source, text }) => `${source} ${text ?? ''}`.trim());

/** Whether a hears what b says. */
async function hears(a: Phone, b: Phone): Promise<boolean> {
  const words = `words ${studio.clock.now()}`;
  await studio.play(b.says(words));
  return a.heardSoFar().includes(words);
}

describe('a conference', () => {
  it('starts with two, one of whom may start it, and lets nobody be heard before', async () => {
    const first = await joining('startConferenceOnEnter="false"');
    const second = await joining('startConferenceOnEnter="false"');
    expect(await status()).toBe('init');
    expect(await hears(first, second)).toBe(false);
    const third = await joining('startConferenceOnEnter="true"');
    expect(await status()).toBe('in-progress');
    expect(await hears(first, second)).toBe(true);
    expect(await hears(third, first)).toBe(true);
  });

  it('plays Twilio’s music until it starts, a document once, or nothing', async () => {
    studio.answers('/wait', '<Say>Please wait</Say><Hangup/>');
    const music = await joining('startConferenceOnEnter="false"');
    const document = await joining('startConferenceOnEnter="false" waitUrl="/wait"');
    const nothing = await joining('startConferenceOnEnter="false" waitUrl=""');
    await studio.clock.advance(5000);
    expect([music, document, nothing].map(sourcesOf)).toEqual([
      ['music Twilio hold music'],
      ['announcement Please wait'],
      [],
    ]);
    expect(studio.forms('/wait')).toEqual([expect.objectContaining({ FriendlyName: 'room' })]);
    expect(studio.happened('twiml.not-served')).toHaveLength(1);
  });

  it('asks a waiting document again that redirects to itself, and no more once it started', async () => {
    studio.answers('/wait', '<Say>Fifteen letters</Say><Redirect/>');
    const first = await joining('waitUrl="/wait"');
    await studio.clock.advance(2500);
    expect(studio.forms('/wait')).toHaveLength(3);
    await joining('');
    await studio.clock.advance(2500);
    expect(studio.forms('/wait')).toHaveLength(3);
    expect(sourcesOf(first)).toHaveLength(3);
  });

  it('ends when one leaves who ends it; the others go on with their next verb', async () => {
    const boss = await joining('endConferenceOnExit="true"');
    const other = await joining('', '', '<Say>After the room</Say>');
    boss.hangUp();
    await studio.play(other.hears(/After the room/));
    expect(await room()).toMatchObject({
      status: 'completed',
      reasonConferenceEnded: 'participant-with-end-conference-on-exit-left',
      callSidEndingConference: boss.callSid,
    });
  });

  it('goes on when another leaves, in silence for the one who is left, and ends with the last', async () => {
    const first = await joining('');
    const second = await joining('');
    second.hangUp();
    expect(await status()).toBe('in-progress');
    await studio.clock.advance(1000);
    expect(sourcesOf(first)).toEqual([]);
    first.hangUp();
    expect((await room()).reasonConferenceEnded).toBe('last-participant-left');
    await joining('');
    expect(await status()).toBe('init');
  });

  it('beeps as somebody leaves, where that was wanted meanwhile', async () => {
    await joining('');
    const [second, third] = [await joining(''), await joining('')];
    const { sid } = await room();
    await studio.client.conferences(sid).participants(second.callSid).update({ beepOnExit: true });
    third.hangUp();
    expect(studio.happened('conference.beep')).toEqual([]);
    second.hangUp();
    expect(studio.happened('conference.beep')).toHaveLength(1);
  });

  it('lets a leg out by *, where that is wanted, and asks its action', async () => {
    studio.answers('/after', ({ form }) => `<Say>Dial was ${form.DialCallStatus}</Say>`);
    const stays = await joining('');
    const leaves = await joining('', 'hangupOnStar="true" action="/after"');
    stays.press('*');
    leaves.press('*');
    await studio.play(leaves.hears(/Dial was answered/));
    expect((await studio.client.calls(stays.callSid).fetch()).status).toBe('in-progress');
  });

  it('lets a leg out after the time limit of its Dial', async () => {
    await joining('');
    const from = studio.clock.now();
    const leaves = await joining('', 'timeLimit="7"', '<Say>Time is up</Say>');
    await studio.play(leaves.hears(/Time is up/, { at: 'start' }));
    expect(studio.clock.now() - from).toBe(7000);
  });

  it('refuses a label that is taken and a room that is full: the call goes on with its next verb', async () => {
    await joining('participantLabel="agent"');
    const twin = await joining('participantLabel="agent"', '', '<Say>Not in</Say>');
    await studio.play(twin.hears(/Not in/));
    const many = await joining('maxParticipants="1"', '', '<Say>Not in</Say>');
    await studio.play(many.hears(/Not in/));
    studio.answers('/voice', '<Dial><Conference/></Dial><Say>No name</Say>');
    await studio.play((await studio.aCaller('+15550120009')).hears(/No name/));
    await joining(`coach="CA${'0'.repeat(32)}"`);
    expect(
      studio.ctx.journal.entries.filter(({ kind }) => kind === 'twiml.error').map(({ code }) => code),
    ).toEqual([16025, 16020, 13237, 16028]);
  });

  it('tells the first participant’s callback alone, what it wants, in order', async () => {
    const all = 'statusCallbackEvent="start end join leave mute hold modify"';
    const first = await joining(`statusCallback="/events" ${all} participantLabel="caller"`);
    const second = await joining('statusCallback="/other" statusCallbackEvent="join"');
    const one = await participant(second);
    await one.update({ muted: true });
    await one.update({ hold: true, muted: false });
    await one.update({ hold: false, endConferenceOnExit: true });
    second.hangUp();
    await studio.clock.advance(1);
    expect(studio.forms('/other')).toEqual([]);
    expect(
      studio.forms('/events').map((form) => `${form.SequenceNumber} ${form.StatusCallbackEvent}`),
    ).toEqual([
      '1 participant-join',
      '2 participant-join',
      '3 conference-start',
      '4 participant-mute',
      '5 participant-unmute',
      '6 participant-hold',
      '7 participant-unhold',
      '8 participant-modify',
      '9 participant-leave',
      '10 participant-leave',
      '11 conference-end',
    ]);
    expect(studio.forms('/events')[0]).toMatchObject({
      FriendlyName: 'room',
      CallSid: first.callSid,
      ParticipantLabel: 'caller',
      Muted: 'false',
      Hold: 'false',
      Coaching: 'false',
      EndConferenceOnExit: 'false',
      StartConferenceOnEnter: 'true',
      Timestamp: expect.stringMatching(/^Thu, 01 Jan 2026 00:00:\d\d \+0000$/),
    });
    expect(studio.forms('/events')[9]).toMatchObject({
      CallSid: first.callSid,
      ReasonParticipantLeft: 'moderator_ended_conference',
      ParticipantCallStatus: 'in-progress',
    });
    expect(studio.received.every(studio.isSigned)).toBe(true);
  });
});

describe('the REST API', () => {
  it('mutes, holds and coaches', async () => {
    const [a, b, c] = [await joining(''), await joining(''), await joining('')];
    const one = await participant(b);
    expect(await one.update({ muted: true })).toMatchObject({ muted: true, status: 'connected' });
    expect([await hears(a, b), await hears(b, a)]).toEqual([false, true]);
    await one.update({ muted: false, hold: true });
    expect([await hears(a, b), await hears(b, a)]).toEqual([false, false]);
    expect(sourcesOf(b)?.at(-1)).toBe('music Twilio hold music');
    await one.update({ hold: false, callSidToCoach: c.callSid });
    expect([await hears(a, b), await hears(c, b), await hears(b, a)]).toEqual([false, true, true]);
    await expect((await participant(a)).update({ coaching: true })).rejects.toEqual(refusal(400, 20001));
    await expect(one.update({ hold: true, holdUrl: 'music' })).rejects.toEqual(refusal(400, 21205));
    await expect(one.update({ announceUrl: studio.at('/news'), announceMethod: 'PUT' })).rejects.toEqual(
      refusal(400, 21209),
    );
  });

  it('plays a document to one on hold and announces to everybody', async () => {
    studio.answers('/hold', '<Say>On hold</Say>');
    studio.answers('/news', '<Say>News for all</Say>');
    const [a, b] = [await joining(''), await joining('')];
    await (await participant(b)).update({ hold: true, holdUrl: studio.at('/hold'), holdMethod: 'POST' });
    await studio.play(b.hears(/On hold/));
    await studio.client.conferences((await room()).sid).update({ announceUrl: studio.at('/news') });
    await studio.play(Promise.all([a.hears(/News for all/), b.hears(/News for all/)]));
    await (await participant(a)).update({ announceUrl: studio.at('/news') });
    await studio.play(a.hears(/News for all/));
    expect(sourcesOf(b)?.filter((heard) => heard.includes('News'))).toHaveLength(1);
  });

  it('ends a conference and throws a participant out', async () => {
    const first = await joining('', '', '<Say>Outside</Say>');
    const second = await joining('', '', '<Say>Outside</Say>');
    expect(await (await participant(second)).remove()).toBe(true);
    await studio.play(second.hears(/Outside/));
    const conference = studio.client.conferences((await room()).sid);
    expect(await conference.update({ status: 'completed' })).toMatchObject({
      status: 'completed',
      reasonConferenceEnded: 'conference-ended-via-api',
    });
    expect((await conference.fetch()).status).toBe('completed');
    await studio.play(first.hears(/Outside/));
    await expect(conference.update({ status: 'completed' })).rejects.toEqual(refusal(404, 20404));
    expect(await conference.participants.list()).toEqual([]);
  });

  it('finds participants by SID and by label, and knows nobody else', async () => {
    const first = await joining('participantLabel="agent"');
    await joining('muted="true"');
    const { participants } = studio.client.conferences((await room()).sid);
    expect((await studio.client.conferences('room').participants('agent').fetch()).callSid).toBe(
      first.callSid,
    );
    expect((await participants.list()).map(({ muted }) => muted)).toEqual([false, true]);
    expect(await participants.list({ muted: true })).toHaveLength(1);
    await expect(participants(`CA${'0'.repeat(32)}`).fetch()).rejects.toEqual(refusal(404, 20404));
    await expect(studio.client.conferences(`CF${'0'.repeat(32)}`).fetch()).rejects.toEqual(
      refusal(404, 20404),
    );
    expect(await studio.client.conferences.list({ status: 'completed' })).toEqual([]);
    const day = (text: string) => ({ dateCreatedBefore: new Date(text) });
    expect(await studio.client.conferences.list(day('2026-01-01'))).toHaveLength(1);
    expect(await studio.client.conferences.list(day('2025-12-31'))).toEqual([]);
  });

  it('calls somebody into a conference by its name', async () => {
    const caller = await joining('');
    studio.people.person(BOB).whenRings(async (phone) => {
      await phone.listens(1000);
      phone.answer();
      await phone.says('Hello from Bob');
    });
    const created = await studio.client.conferences('room').participants.create({
      to: BOB,
      from: OUR_NUMBER,
      label: 'bob',
      endConferenceOnExit: true,
    });
    expect(created).toMatchObject({ status: 'queued', label: 'bob', conferenceSid: (await room()).sid });
    await studio.clock.advance(500);
    const bob = studio.client.conferences('room').participants('bob');
    expect((await bob.fetch()).status).toBe('ringing');
    await studio.play(caller.hears(/Hello from Bob/));
    expect((await bob.fetch()).status).toBe('connected');
    await studio.client.calls(created.callSid).update({ status: 'completed' });
    await studio.play(caller.ended);
  });

  it.each([
    ['a label that is a CallSid', { label: `CA${'0'.repeat(32)}` }, 16024],
    ['a label that is taken', { label: 'agent' }, 16026],
    ['a ring that is too short', { timeout: 4 }, 21208],
    ['a conference of one', { maxParticipants: 1 }, 20001],
    ['a trunk that there is not', { byoc: `BY${'0'.repeat(32)}` }, 21300],
    [
      'an event that there is not',
      { conferenceStatusCallback: 'https://x.test/', conferenceStatusCallbackEvent: ['begin'] },
      21626,
    ],
  ])('invites nobody with %s', async (_what, wrong, code) => {
    await joining('participantLabel="agent"');
    const { participants } = studio.client.conferences('room');
    await expect(participants.create({ to: BOB, from: OUR_NUMBER, ...wrong })).rejects.toEqual(
      refusal(400, code),
    );
  });

  it('invites an application, whose TwiML talks with the others', async () => {
    studio.answers('/application', '<Pause length="1"/><Say>I am the robot</Say>');
    const caller = await joining('');
    const to = `app:${OUR_APPLICATION}`;
    await studio.client.conferences('room').participants.create({ to, from: OUR_NUMBER });
    await studio.play(caller.hears(/I am the robot/));
    const [incoming] = studio.forms('/application');
    expect(incoming).toMatchObject({ From: OUR_NUMBER, To: '', ApplicationSid: OUR_APPLICATION });
    await studio.clock.advance(1000);
    expect(await studio.client.conferences('room').participants.list()).toHaveLength(1);
    const unknown = { to: `app:AP${'0'.repeat(32)}`, from: OUR_NUMBER };
    await expect(studio.client.conferences('room').participants.create(unknown)).rejects.toEqual(
      refusal(400, 21211),
    );
  });

  it('forgets an invited participant who does not come', async () => {
    await joining('statusCallback="/events" statusCallbackEvent="leave"');
    studio.people.person(BOB).whenRings((phone) => phone.refuse('busy'));
    const { callSid } = await studio.client
      .conferences('room')
      .participants.create({ to: BOB, from: OUR_NUMBER });
    await studio.clock.advance(1000);
    await expect(studio.client.conferences('room').participants(callSid).fetch()).rejects.toEqual(
      refusal(404, 20404),
    );
    expect(studio.forms('/events')).toEqual([
      expect.objectContaining({
        CallSid: callSid,
        ReasonParticipantLeft: 'participant_add_failed',
        ParticipantCallStatus: 'busy',
      }),
    ]);
  });
});
