import type { MediaStream, StreamPeer, Utterance } from '../../emulator/core/ports';
import { speechMs } from '../../emulator/core/speech';
import { bridgeGap, longestSilence, overlap } from '../../emulator/twilio/voice/ledger/figures';
import { lanes } from '../../emulator/twilio/voice/ledger/lanes';
import { OUR_NUMBER, voiceStudio, type VoiceStudio } from '../support/voice-studio';

const AGENT = '+15550177777';
const GREETING = 'Thanks for calling, what can I do for you?';
const LOOKING = 'One moment, I am getting somebody for you.';

/** A peer that greets, answers the caller's words with one sentence, and keeps a background sound up. */
class FakeAi implements StreamPeer {
  stream: MediaStream | undefined;
  readonly log: string[] = [];

  opened(stream: MediaStream): void {
    this.stream = stream;
    stream.ambience(true);
    this.say(GREETING);
  }
  callerStarted(utterance: Utterance): void {
    this.log.push(`started ${utterance.text}`);
    this.stream?.hush();
  }
  callerFinished(utterance: Utterance): void {
    this.log.push(`finished ${utterance.text}`);
    this.say(LOOKING);
  }
  dtmf(digits: string): void {
    this.log.push(`key ${digits}`);
  }
  closed(reason: string): void {
    this.log.push(`closed ${reason}`);
  }
  say(text: string): void {
    this.stream?.speak({ text, durationMs: speechMs(text) }, () => this.log.push(`said ${text}`));
  }
}

let studio: VoiceStudio;
let ai: FakeAi;

beforeEach(async () => {
  ai = new FakeAi();
  studio = await voiceStudio({ streams: { find: (url) => (url === 'wss://ai.example/x' ? ai : undefined) } });
  studio.answers(
    '/voice',
    '<Connect><Stream url="wss://ai.example/x"><Parameter name="who" value="me"/></Stream></Connect><Redirect>/after-ai</Redirect>',
  );
  studio.answers('/after-ai', '<Say>The assistant is gone.</Say>');
  studio.answers('/after-bridge', '<Hangup/>');
  studio.answers('/conference', '');
});

afterEach(async () => {
  await studio.close();
  expect(studio.people.failures).toEqual([]);
});

const room = (attributes: string, dial = '') =>
  `<Dial ${dial}><Conference startConferenceOnEnter="true" endConferenceOnExit="true" ${attributes}>room</Conference></Dial>`;

test('from the AI into a conference with a human: every figure to the millisecond', async () => {
  studio.answers(
    '/whisper',
    '<Gather numDigits="1" action="/accept"><Say>Ana is waiting. Press 1.</Say></Gather>',
  );
  const callback = `statusCallback="${studio.at('/conference')}" statusCallbackEvent="start end join leave"`;
  studio.answers('/accept', room(callback, 'hangupOnStar="true"'));
  studio.people.person(AGENT).whenRings(async (phone) => {
    await phone.listens(2000);
    phone.answer();
    await phone.hears(/Press 1/);
    await phone.thinks(500);
    phone.press('1');
    await phone.hears('human');
    await phone.says('Hello, this is Bob.');
    await phone.hears(/Goodbye/);
  });
  const caller = await studio.aCaller();
  const start = studio.clock.now();
  await studio.play(caller.hears(/what can I do/));
  await studio.play(caller.says('Get me a human.'));
  const agent = await studio.client.calls.create({
    to: AGENT,
    from: OUR_NUMBER,
    url: studio.at('/whisper'),
  });
  await studio.play(caller.hears(/One moment/));
  await studio.clock.runUntil(() => studio.forms('/accept').length > 0, 60_000);
  const redirectedAtMs = studio.clock.now();
  // The agent is in the room first and alone; the caller follows 120 ms later.
  await studio.clock.advance(120);
  await studio.client.calls(caller.callSid).update({
    twiml: `<Response>${room('', `action="${studio.at('/after-bridge')}"`)}</Response>`,
  });
  expect(ai.log.at(-1)).toBe('closed redirected');
  await studio.play(
    (async () => {
      await caller.says('Hi, I am Ana.');
      await caller.hears(/this is Bob/);
      await caller.says('Goodbye');
      caller.hangUp();
    })(),
  );
  await studio.clock.advance(1000);

  const record = studio.voice.ledger.record();
  expect(bridgeGap(record, caller.callSid, agent.sid)).toEqual({
    lastHeardAtMs: redirectedAtMs + 120,
    bridgedAtMs: redirectedAtMs + 120,
    gapMs: 0,
  });
  expect(overlap(record, caller.callSid)).toBe(0);
  const words = [GREETING, 'Get me a human.', LOOKING].map((text) => speechMs(text));
  const aiOver = start + words.reduce((sum, ms) => sum + ms, 0);
  expect(longestSilence(record, caller.callSid)).toEqual({
    strict: { fromMs: aiOver, toMs: redirectedAtMs + 120, ms: redirectedAtMs + 120 - aiOver },
    asHeard: undefined,
  });
  const agentLane = lanes(record, agent.sid).map(({ hears, does, fromMs, toMs }) => [
    hears.map(({ source }) => source).join('+'),
    does,
    toMs - fromMs,
  ]);
  expect(agentLane).toEqual([
    ['announcement', 'listening', speechMs('Ana is waiting. Press 1.')],
    ['', 'own-turn', 500],
    ['music', 'listening', 120],
    ['human', 'listening', speechMs('Hi, I am Ana.')],
    ['', 'speaking', speechMs('Hello, this is Bob.')],
    ['human', 'listening', speechMs('Goodbye')],
  ]);
  expect(
    studio
      .forms('/conference')
      .map((form) => [
        form.SequenceNumber,
        form.StatusCallbackEvent,
        form.CallSid === agent.sid ? 'agent' : form.CallSid,
      ]),
  ).toEqual([
    ['1', 'participant-join', 'agent'],
    ['2', 'participant-join', caller.callSid],
    ['3', 'conference-start', undefined],
    ['4', 'participant-leave', caller.callSid],
    ['5', 'participant-leave', 'agent'],
    ['6', 'conference-end', undefined],
  ]);
  expect(studio.forms('/conference')[3]).toMatchObject({
    ParticipantCallStatus: 'completed',
    ReasonParticipantLeft: 'participant_hung_up',
  });
  expect(studio.forms('/after-bridge')).toEqual([
    expect.objectContaining({ CallStatus: 'completed', DialCallStatus: 'answered' }),
  ]);
  expect(studio.received.every(studio.isSigned)).toBe(true);
  const states = await studio.client.conferences.list({ friendlyName: 'room' });
  expect(states).toEqual([
    expect.objectContaining({
      status: 'completed',
      reasonConferenceEnded: 'participant-with-end-conference-on-exit-left',
      callSidEndingConference: caller.callSid,
    }),
  ]);
});

test('a time without sound between the AI and the human is the bridge gap', async () => {
  studio.people.person(AGENT).whenRings((phone) => phone.answer());
  const caller = await studio.aCaller();
  await studio.play(caller.hears(/what can I do/));
  const agent = await studio.client.calls.create({
    to: AGENT,
    from: OUR_NUMBER,
    twiml: '<Response><Pause length="9"/></Response>',
  });
  await studio.clock.advance(1000);
  const leftAtMs = studio.clock.now();
  const inRoom = { twiml: `<Response>${room('')}</Response>` };
  await studio.client.calls(caller.callSid).update(inRoom);
  await studio.clock.advance(85);
  await studio.client.calls(agent.sid).update(inRoom);
  await studio.clock.advance(1);
  expect(bridgeGap(studio.voice.ledger.record(), caller.callSid, agent.sid)).toEqual({
    lastHeardAtMs: leftAtMs,
    bridgedAtMs: leftAtMs + 85,
    gapMs: 85,
  });
});

test('an AI that closes its stream leaves the caller to the verb after Connect', async () => {
  const caller = await studio.aCaller();
  await studio.play(caller.hears('ai', { at: 'start' }));
  caller.press('5');
  expect(ai.stream?.parameters).toEqual({ who: 'me' });
  ai.stream?.close();
  await studio.play(caller.hears(/assistant is gone/));
  expect(ai.log).toEqual(['key 5', 'closed ended-by-peer']);
});

test('a caller who hangs up closes the stream; one who cuts in is heard at once', async () => {
  const caller = await studio.aCaller();
  await studio.play(caller.listens(300));
  await studio.play(caller.says('Wait!'));
  caller.hangUp();
  expect(ai.log).toEqual(['started Wait!', 'finished Wait!', 'closed caller-hung-up']);
  const heard = studio.voice.ledger.record().legs[0]?.hears.find(({ text }) => text === GREETING);
  expect(heard && heard.toMs - heard.fromMs).toBe(300);
});

test('a stream that nobody takes goes on to the next verb', async () => {
  studio.answers('/voice', '<Connect><Stream url="wss://nobody.example"/></Connect><Say>Nobody there.</Say>');
  const caller = await studio.aCaller();
  await studio.play(caller.hears(/Nobody there/));
});

test('the AI can end the call, and send it elsewhere', async () => {
  const first = await studio.aCaller();
  ai.stream?.endCall();
  await studio.play(first.ended);
  const second = await studio.aCaller('+15550123457');
  ai.stream?.redirect('<Response><Say>Transferred.</Say></Response>');
  await studio.play(second.hears(/Transferred/));
  expect(ai.log).toEqual(['closed caller-hung-up', 'closed redirected']);
});

test('other TwiML ends the AI’s words at that moment, and the AI hears no more of the caller', async () => {
  const caller = await studio.aCaller();
  const from = studio.clock.now();
  await studio.clock.advance(700);
  await studio.client.calls(caller.callSid).update({ twiml: '<Response><Pause length="60"/></Response>' });
  await studio.play(caller.says('Anybody there?'));
  await studio.clock.advance(10_000);
  const heard = studio.voice.ledger.record().legs[0]?.hears.filter(({ source }) => source !== 'ring');
  expect(heard?.map(({ source, fromMs, toMs }) => [source, fromMs - from, toMs - from])).toEqual([
    ['ambience', 0, 700],
    ['ai', 0, 700],
  ]);
  expect(ai.log).toEqual(['closed redirected']);
});
