import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { OUR_NUMBER, voiceStudio, type VoiceStudio } from '../support/voice-studio';
import type { Phone } from '../../emulator/people';

const BOB = '+15550177777';
const CAROL = '+15550188888';
let studio: VoiceStudio;
let start: number;

beforeEach(async () => {
  studio = await voiceStudio();
  start = studio.clock.now();
});

afterEach(async () => {
  await studio.close();
  expect(studio.people.failures).toEqual([]);
});

/** Calls our number, whose TwiML this is, and stays until the call is over: what the caller heard and when. */
async function heard(twiml: string): Promise<string[]> {
  studio.answers('/voice', twiml);
  const caller = await studio.aCaller();
  await studio.play(caller.ended);
  return soundsOf(caller);
}

function soundsOf(phone: Phone): string[] {
  const leg = studio.voice.ledger.record().legs.find(({ callSid }) => callSid === phone.callSid);
  return (leg?.hears ?? []).map(
    ({ source, text, fromMs, toMs }) => `${source} ${text ?? ''} ${fromMs - start}-${toMs - start}`,
  );
}

const errors = () =>
  studio.ctx.journal.entries.filter(({ kind }) => kind.startsWith('twiml.') && kind !== 'twiml.fetched');

describe('saying and playing', () => {
  it('takes the time that the words take', async () => {
    expect(
      await heard('<Say>Fifteen letters</Say><Pause length="2"/><Say loop="2">Fifteen letters</Say>'),
    ).toEqual([
      'announcement Fifteen letters 0-1000',
      'announcement Fifteen letters 3000-4000',
      'announcement Fifteen letters 4000-5000',
    ]);
  });

  it('reads SSML and escaped characters as words', async () => {
    expect(
      await heard('<Say>Tom &amp; <emphasis>Ann&#233;</emphasis>\n <break time="1s"/> here</Say>'),
    ).toEqual(['announcement Tom & Anné here 0-1000']);
  });

  it('passes over what is no sound', async () => {
    studio.answers('/page', '');
    expect(await heard(`<Play>${studio.at('/page')}</Play><Say>Fifteen letters</Say>`)).toHaveLength(1);
    expect(errors()).toContainEqual(expect.objectContaining({ kind: 'twiml.error', code: 13420 }));
  });

  it('plays audio for a fixed time', async () => {
    expect(await heard('<Play loop="2">https://x.example/a.mp3</Play>')).toEqual([
      'music https://x.example/a.mp3 0-20000',
      'music https://x.example/a.mp3 20000-40000',
    ]);
  });
});

describe('going elsewhere', () => {
  it('follows Redirect, relative to the document', async () => {
    studio.answers('/deeper/next', '<Redirect>last</Redirect>');
    studio.answers('/deeper/last', ({ form }) => `<Say>${form.CallStatus} there</Say>`);
    expect(await heard('<Redirect method="POST">/deeper/next</Redirect>')).toEqual([
      'announcement ringing there 0-867',
    ]);
  });

  it('follows HTTP redirects, by GET', async () => {
    const methods: (string | undefined)[] = [];
    const server = http.createServer((request, response) => {
      methods.push(request.method);
      if (request.url === '/moved') return void response.writeHead(302, { location: 'here' }).end();
      response
        .writeHead(200, { 'content-type': 'text/xml' })
        .end('<Response><Say>Moved here</Say></Response>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/moved`;
    const sounds = await heard(`<Redirect>${url}</Redirect>`);
    server.close();
    expect([sounds, methods]).toEqual([[expect.stringMatching(/Moved here/)], ['POST', 'GET']]);
  });

  it('ends the call at Hangup and at the end of the document', async () => {
    expect(await heard('<Hangup/><Say>never</Say>')).toEqual([]);
    expect(await heard('')).toEqual(expect.arrayContaining([expect.stringContaining('application error')]));
  });

  it('does nothing for Reject on a call that was answered', async () => {
    expect(await heard('<Say>Fifteen letters</Say><Reject/><Say>Fifteen letters</Say>')).toHaveLength(2);
  });
});

describe('what cannot be used', () => {
  it.each([
    ['no XML', '<?xml version="1.0"?><Response><Say>x</Response>', 12100],
    ['another root', '<?xml version="1.0"?><Answer/>', 12102],
    ['a URL that is none', '<Redirect>ftp://x</Redirect>', 11100],
    ['a document that is not there', '<Redirect>/nothing</Redirect>', 11200],
  ])('%s: an apology, and error %#', async (_what, twiml, code) => {
    const sounds = await heard(twiml);
    expect(sounds.at(-1)).toMatch(/application error/);
    expect(errors()).toContainEqual(expect.objectContaining({ kind: 'twiml.error', code }));
  });

  it('warns of what the schema does not know and goes on', async () => {
    expect(await heard('<Sing>la</Sing><Say volume="11">Fifteen letters</Say>')).toHaveLength(1);
    expect(errors().map(({ code, warning }) => `${String(code)} ${String(warning)}`)).toEqual([
      '12200 Sing is not allowed in Response',
      '12200 attribute volume is not allowed in Say',
    ]);
  });

  it.each([
    ['<Gather input="voice" timeout="1.5" speechTimeout="0" bargeIn="no"/>', [13326, 13313, 13327, 13332]],
    ['<Gather input="speech" speechTimeout="auto" speechModel="phone_call"/>', [13335]],
    [`<Gather input="speech" hints="${'word,'.repeat(500)}"/>`, [13330]],
    [`<Say/><Say>${'a'.repeat(4097)}</Say>`, [13520, 13521]],
    ['<Gather numDigits="0" timeout="1"><Sms/></Gather>', [13314, 13320]],
    [
      '<Dial timeout="soon" record="yes"><Number sendDigits="1,2">+15559999999</Number></Dial>',
      [13212, 13217, 13222],
    ],
    ['<Dial><Conference beep="loud" muted="1" endConferenceOnExit="true"/></Dial>', [13235, 13230]],
    [
      '<Pause length="-1"/><Reject reason="rude"/><Redirect method="PUT">/none</Redirect>',
      [13910, 13810, 13710],
    ],
  ])('names the wrong value: %s', async (twiml, codes) => {
    studio.answers('/voice', `<Say>Hi</Say>${twiml}<Hangup/>`);
    await studio.aCaller();
    const warnings = errors().filter(({ kind }) => kind === 'twiml.warning');
    expect(warnings.map(({ code }) => code)).toEqual(codes);
  });

  it.each([['Connect something else', '<Connect><ConversationRelay/></Connect>']])(
    'says that %s is not served and goes on',
    async (_what, verb) => {
      expect(await heard(`${verb}<Say>Fifteen letters</Say>`)).toHaveLength(1);
      expect(errors()).toContainEqual(expect.objectContaining({ kind: 'twiml.not-served' }));
    },
  );

  it('asks the fallback first where there is one', async () => {
    studio.answers('/fallback', ({ form }) => `<Say>Error ${form.ErrorCode}</Say>`);
    studio.number.voiceFallbackUrl = studio.at('/fallback');
    expect(await heard('<?xml version="1.0"?><Answer/>')).toEqual(['announcement Error 12102 0-733']);
    expect(studio.forms('/fallback')[0]).toMatchObject({ ErrorUrl: studio.at('/voice') });
  });
});

describe('Gather', () => {
  const menu = (attributes: string, inside = '<Say>Fifteen letters</Say>') =>
    `<Gather action="/keys" ${attributes}>${inside}</Gather><Say>No key came</Say>`;
  beforeEach(() => studio.answers('/keys', ({ form }) => `<Say>You pressed ${form.Digits}</Say>`));

  async function pressing(twiml: string, keys: readonly (readonly [atMs: number, digit: string])[]) {
    studio.answers('/voice', twiml);
    const caller = await studio.aCaller();
    for (const [atMs, digit] of keys) {
      await studio.clock.advance(start + atMs - studio.clock.now());
      caller.press(digit);
    }
    await studio.play(caller.ended);
    return soundsOf(caller);
  }

  it('stops the prompt at the first key and asks the action', async () => {
    expect(await pressing(menu('numDigits="1"'), [[400, '7']])).toEqual([
      'announcement Fifteen letters 0-400',
      'announcement You pressed 7 400-1267',
    ]);
    expect(studio.forms('/keys')[0]).toMatchObject({ Digits: '7', CallStatus: 'in-progress' });
  });

  it('stops the prompt at the first of several keys', async () => {
    const sounds = await pressing(menu('numDigits="2"'), [
      [400, '1'],
      [1500, '2'],
    ]);
    expect(sounds[0]).toBe('announcement Fifteen letters 0-400');
  });

  it('waits for so many digits, for the finishing key, or for the timeout after the last', async () => {
    const keys = [
      [1100, '1'],
      [1900, '2'],
    ] as const;
    expect((await pressing(menu('numDigits="2"'), keys)).at(-1)).toMatch('You pressed 12 1900-');
    start = studio.clock.now();
    expect((await pressing(menu(''), [...keys, [2500, '#']])).at(-1)).toMatch('You pressed 12 2500-');
    expect(studio.forms('/keys')[1]).toMatchObject({ FinishedOnKey: '#' });
    start = studio.clock.now();
    expect((await pressing(menu('timeout="3"'), keys)).at(-1)).toMatch('You pressed 12 4900-');
  });

  it('goes on when nothing is pressed, and asks the action all the same where that is wanted', async () => {
    expect((await pressing(menu('timeout="3"'), [])).at(-1)).toMatch('No key came 4000-');
    start = studio.clock.now();
    expect((await pressing(menu('actionOnEmptyResult="true"'), [])).at(-1)).toMatch('You pressed 6000-');
  });

  it('takes the finishing key alone for no input', async () => {
    expect((await pressing(menu(''), [[1500, '#']])).at(-1)).toMatch('No key came 1500-');
  });

  it('forgets its timer when the call gets other TwiML', async () => {
    studio.answers('/voice', menu('numDigits="1"'));
    const caller = await studio.aCaller();
    await studio.clock.advance(500);
    await studio.client.calls(caller.callSid).update({ twiml: '<Response><Pause length="60"/></Response>' });
    caller.press('1');
    await studio.clock.advance(30_000);
    expect(soundsOf(caller)).toEqual(['announcement Fifteen letters 0-500']);
    expect(studio.forms('/keys')).toEqual([]);
  });
});

describe('Gather with speech', () => {
  beforeEach(() => {
    studio.answers('/heard', ({ form }) => `<Say>You said ${form.SpeechResult ?? form.Digits}</Say>`);
    studio.answers('/partial', '');
  });
  const asking = (attributes: string, prompt = '<Say>Fifteen letters</Say>') => {
    studio.answers(
      '/voice',
      `<Gather input="dtmf speech" action="/heard" ${attributes}>${prompt}</Gather><Say>No input</Say>`,
    );
    return studio.aCaller();
  };

  it('asks the action for what was said once nothing more is said, and stops its prompt at the first word', async () => {
    const caller = await asking('speechTimeout="2"');
    await studio.clock.advance(400);
    await studio.play(caller.says('I would like to'));
    await studio.clock.advance(1000);
    await studio.play(caller.says('pay my bill.'));
    await studio.play(caller.ended);
    expect(soundsOf(caller)).toEqual([
      'announcement Fifteen letters 0-400',
      'announcement You said I would like to pay my bill. 5200-7667',
    ]);
    const [form] = studio.forms('/heard');
    expect(form).toMatchObject({ SpeechResult: 'I would like to pay my bill.', Confidence: '0.9' });
    expect(form).not.toHaveProperty('Digits');
  });

  it('waits for further words as long as for the first unless told, and with auto until the first pause', async () => {
    const first = await asking('timeout="4"');
    await studio.play(first.says('Fifteen letters'));
    await studio.play(first.hears(/You said/, { at: 'start' }));
    expect(studio.clock.now() - start).toBe(1000 + 4000);
    start = studio.clock.now();
    const second = await asking('timeout="4" speechTimeout="auto"');
    await studio.play(second.says('Fifteen letters'));
    await studio.play(second.hears(/You said/, { at: 'start' }));
    expect(studio.clock.now() - start).toBe(1000 + 500);
  });

  it('takes keys or words, whichever come first', async () => {
    const keys = await asking('numDigits="2"');
    keys.press('7');
    await studio.play(keys.says('Fifteen letters'));
    keys.press('8');
    await studio.play(keys.ended);
    const words = await asking('finishOnKey="#"');
    const saying = words.says('Fifteen letters');
    words.press('7#');
    await studio.play(saying);
    await studio.play(words.ended);
    expect(studio.forms('/heard').map(({ Digits, SpeechResult }) => [Digits, SpeechResult])).toEqual([
      ['78', undefined],
      [undefined, 'Fifteen letters'],
    ]);
  });

  it('tells what it understands on the way', async () => {
    const caller = await asking('speechTimeout="1" partialResultCallback="/partial"');
    await studio.play(caller.says('My order never came'));
    await studio.play(caller.ended);
    const partial = studio.forms('/partial');
    expect(partial.map((form) => [form.SequenceNumber, form.UnstableSpeechResult])).toEqual([
      ['0', 'My order'],
      ['1', 'My order never came'],
    ]);
    expect(partial[0]).toMatchObject({ CallSid: caller.callSid, From: '+15550123456' });
    expect(studio.received.every(studio.isSigned)).toBe(true);
  });

  it('goes on where nothing is said, and asks the action all the same where that is wanted', async () => {
    const silent = await asking('timeout="3"');
    await studio.play(silent.ended);
    expect(soundsOf(silent).at(-1)).toMatch('No input 4000-');
    const asked = await asking('actionOnEmptyResult="true"');
    await studio.play(asked.ended);
    expect(studio.forms('/heard')).toEqual([
      expect.not.objectContaining({ SpeechResult: expect.anything() }),
    ]);
  });

  it('lets its prompt play on where nobody may interrupt it, and listens for a minute at most', async () => {
    const caller = await asking('bargeIn="false" speechTimeout="3"', '<Say loop="4">Fifteen letters</Say>');
    await studio.play(caller.says('Fifteen letters'));
    await studio.play(caller.ended);
    expect(soundsOf(caller).at(-2)).toBe('announcement Fifteen letters 3000-4000');
    const talker = await asking('speechTimeout="3"');
    const from = studio.clock.now();
    void talker.says('word '.repeat(300).trim()).catch(() => undefined);
    await studio.play(talker.hears(/You said/, { at: 'start', withinMs: 61_000 }));
    expect(studio.clock.now() - from).toBe(60_000);
    expect(studio.forms('/heard').at(-1)?.SpeechResult).toBe('word '.repeat(180).trim());
  });
});

describe('Dial', () => {
  beforeEach(() =>
    studio.answers('/after', ({ form }) => `<Say>${form.DialCallStatus} bridged ${form.DialBridged}</Say>`),
  );
  const answering = (number: string, afterMs: number, then?: (phone: Phone) => Promise<void>) =>
    studio.people.person(number).whenRings(async (phone) => {
      await phone.listens(afterMs);
      if (phone.isOver) return;
      phone.answer();
      await then?.(phone);
    });

  it('rings, bridges, and tells its action how it was', async () => {
    answering(BOB, 1000, async (phone) => {
      await phone.says('Fifteen letters');
      await phone.listens(1000);
      phone.hangUp();
    });
    expect(await heard(`<Dial action="/after">${BOB}</Dial>`)).toEqual([
      'ring  0-1300',
      'human Fifteen letters 1300-2300',
      expect.stringMatching(/completed bridged true 3300-/),
    ]);
    expect(studio.forms('/after')[0]).toMatchObject({
      DialCallDuration: '2',
      DialCallSid: expect.stringMatching(/^CA/),
    });
    const [child] = await studio.client.calls.list({ to: BOB });
    expect(child).toMatchObject({ direction: 'outbound-dial', status: 'completed', from: '+15550123456' });
  });

  it('lets the called person hear a document before the bridge', async () => {
    studio.answers('/whisper', '<Say>A call for you</Say>');
    answering(BOB, 0, async (phone) => {
      await phone.hears(/A call for you/);
      await phone.says('Fifteen letters');
      phone.hangUp();
    });
    const sounds = await heard(`<Dial><Number url="/whisper">${BOB}</Number></Dial>`);
    expect(sounds).toEqual(['ring  0-1233', 'human Fifteen letters 1233-2233']);
  });

  it('sends keys to the called phone before the bridge, and finds out whether it is a machine', async () => {
    studio.answers('/amd', '');
    studio.people.person(BOB).whenRings(async (phone) => {
      phone.answer('machine');
      await phone.says('Fifteen letters');
      await phone.listens(4000);
      phone.hangUp();
    });
    const sounds = await heard(
      `<Dial><Number sendDigits="wW3" machineDetection="Enable" amdStatusCallback="/amd">(555) 017-7777</Number></Dial>`,
    );
    expect(sounds).toEqual(['ring  0-2000']);
    expect(studio.people.person(BOB).phones[0]?.heard).toMatchObject([{ source: 'keys', text: '3' }]);
    expect(studio.forms('/amd')).toEqual([expect.objectContaining({ AnsweredBy: 'machine_start' })]);
  });

  it('calls one after another where that is wanted', async () => {
    studio.people.person(BOB).whenRings((phone) => phone.refuse('busy'));
    answering(CAROL, 1000, async (phone) => {
      await phone.listens(500);
      phone.hangUp();
    });
    const two = `<Number>${BOB}</Number><Number>${CAROL}</Number>`;
    const sounds = await heard(`<Dial sequential="true" action="/after">${two}</Dial>`);
    expect(sounds.at(-1)).toMatch('completed bridged true 2100-');
  });

  it('shows no caller id that is not of the call or the account', async () => {
    expect((await heard(`<Dial callerId="+15550999999" action="/after">${BOB}</Dial>`)).at(-1)).toMatch(
      /failed/,
    );
    expect(errors()).toContainEqual(expect.objectContaining({ code: 13214 }));
    expect(await studio.client.calls.list({ to: BOB })).toEqual([]);
  });

  it('dials nobody from the document that the called person hears', async () => {
    studio.answers('/whisper', `<Dial>${CAROL}</Dial><Say>A call for you</Say>`);
    answering(BOB, 0, async (phone) => {
      await phone.hears(/A call for you/);
      phone.hangUp();
    });
    await heard(`<Dial><Number url="/whisper">${BOB}</Number></Dial>`);
    expect(errors()).toContainEqual(expect.objectContaining({ kind: 'twiml.error', code: 13201 }));
    expect(await studio.client.calls.list({ to: CAROL })).toEqual([]);
  });

  it('takes the first of several who answers and stops ringing the others', async () => {
    answering(BOB, 2000);
    answering(CAROL, 1000, async (phone) => {
      await phone.listens(500);
      phone.hangUp();
    });
    const sounds = await heard(
      `<Dial action="/after"><Number>${BOB}</Number><Number>${CAROL}</Number></Dial>`,
    );
    expect(sounds.at(-1)).toMatch('completed bridged true 1800-');
    expect((await studio.client.calls.list({ to: BOB }))[0]?.status).toBe('canceled');
  });

  it.each([
    ['busy', (phone: Phone) => phone.refuse('busy'), 300],
    ['no-answer', () => undefined, 15_000],
  ])('tells %s', async (status, behaviour, atMs) => {
    studio.people.person(BOB).whenRings(behaviour);
    const sounds = await heard(`<Dial timeout="10" action="/after">${BOB}</Dial>`);
    expect(sounds.at(-1)).toMatch(`${status} bridged false ${atMs}-`);
  });

  it('ends the other leg when the caller hangs up, and asks its action for nobody', async () => {
    answering(BOB, 0);
    studio.answers('/voice', `<Dial action="/after">${BOB}</Dial>`);
    const caller = await studio.aCaller();
    await studio.clock.advance(1000);
    caller.hangUp();
    await studio.clock.advance(100);
    expect((await studio.client.calls.list({ to: BOB }))[0]?.status).toBe('completed');
    expect(studio.forms('/after')[0]).toMatchObject({ CallStatus: 'completed', DialCallStatus: 'completed' });
  });

  it('lets the caller go by * where that is wanted, and ends at its time limit', async () => {
    answering(BOB, 0);
    studio.answers('/voice', `<Dial hangupOnStar="true" action="/after">${BOB}</Dial>`);
    const first = await studio.aCaller();
    await studio.clock.advance(1000);
    first.press('*');
    await studio.play(first.hears(/completed bridged true/));
    studio.answers('/voice', `<Dial timeLimit="5" action="/after">${BOB}</Dial>`);
    const second = await studio.aCaller('+15550123457');
    const from = studio.clock.now();
    await studio.play(second.hears(/completed bridged true/, { at: 'start' }));
    expect(studio.clock.now() - from).toBe(5000);
  });

  it('answers the caller only at the bridge where that is wanted', async () => {
    answering(BOB, 2000);
    studio.answers('/voice', `<Dial answerOnBridge="true">${BOB}</Dial>`);
    const from = studio.clock.now();
    await studio.aCaller();
    expect(studio.clock.now() - from).toBe(2300);
  });

  it('drops the other leg when the caller gets other TwiML', async () => {
    answering(BOB, 0);
    studio.answers('/voice', `<Dial>${BOB}</Dial>`);
    const caller = await studio.aCaller();
    await studio.clock.advance(1000);
    await studio.client.calls(caller.callSid).update({ twiml: '<Response><Say>Moved</Say></Response>' });
    expect((await studio.client.calls.list({ to: BOB }))[0]?.status).toBe('completed');
    await studio.play(caller.hears(/Moved/));
  });
});

describe('a number of the account that is dialled', () => {
  /** Callers are sent on to our number itself, where this happens. */
  const sentOn = (twiml: string, attributes = '') => {
    studio.answers('/after', ({ form }) => `<Say>${form.DialCallStatus}</Say>`);
    studio.answers('/voice', ({ form }) =>
      form.From === OUR_NUMBER
        ? twiml
        : `<Dial action="/after" callerId="${OUR_NUMBER}" ${attributes}>${OUR_NUMBER}</Dial>`,
    );
  };
  const legs = async () =>
    (await studio.client.calls.list()).map(({ direction, from, status }) => `${direction} ${from} ${status}`);

  it('is called as anybody calls it: a second call runs its TwiML, and each hears the other', async () => {
    studio.answers('/menu', ({ form }) => `<Say>Key ${form.Digits}</Say>`);
    sentOn('<Gather numDigits="1" action="/menu"><Say>Fifteen letters</Say></Gather>');
    const caller = await studio.aCaller();
    await studio.play(caller.hears(/Fifteen letters/));
    expect(await legs()).toEqual([
      `inbound ${OUR_NUMBER} in-progress`,
      `outbound-dial ${OUR_NUMBER} in-progress`,
      'inbound +15550123456 in-progress',
    ]);
    caller.press('4');
    await studio.play(caller.ended);
    expect(soundsOf(caller)).toEqual([
      'ring  0-300',
      'announcement Fifteen letters 300-1300',
      'announcement Key 4 1300-1633',
      expect.stringMatching(/announcement completed 1633-/),
    ]);
    expect(studio.forms('/menu')[0]).toMatchObject({
      Direction: 'inbound',
      From: OUR_NUMBER,
      To: OUR_NUMBER,
    });
    await studio.clock.advance(1);
    expect(studio.forms('/number-status')).toHaveLength(2);
  });

  it.each([
    ['busy', '<Reject reason="busy"/>'],
    ['no-answer', '<Reject/>'],
  ])('that rejects is %s', async (status, twiml) => {
    sentOn(twiml);
    const caller = await studio.aCaller();
    await studio.play(caller.hears(new RegExp(status)));
  });

  it('is left when the caller hangs up, and leaves him when it hangs up', async () => {
    sentOn('<Pause length="60"/>', 'answerOnBridge="true"');
    const hasty = studio.people.person('+15550123456').dial(studio.voice, OUR_NUMBER);
    await studio.clock.advance(1000);
    hasty.hangUp();
    await studio.clock.settle();
    expect((await legs()).map((leg) => leg.split(' ')[2])).toEqual(['canceled', 'canceled', 'canceled']);
    sentOn('<Say>Fifteen letters</Say><Hangup/>');
    const caller = await studio.aCaller();
    await studio.play(caller.hears(/completed/));
  });

  it('hears the words of a call that the REST API makes, and echoes in no room that both are in', async () => {
    const robot = (twiml: string) =>
      studio.client.calls.create({
        to: OUR_NUMBER,
        from: OUR_NUMBER,
        twiml: `<Response>${twiml}</Response>`,
      });
    studio.answers('/heard', '');
    studio.answers('/voice', '<Gather input="speech" timeout="2" action="/heard"/>');
    await robot('<Say>I am a robot</Say><Pause length="20"/>');
    await studio.clock.advance(10_000);
    expect(studio.forms('/heard')[0]).toMatchObject({ SpeechResult: 'I am a robot' });
    const room = '<Dial><Conference beep="false">room</Conference></Dial>';
    studio.answers('/voice', room);
    await robot(room);
    await studio.clock.advance(1000);
    const caller = await studio.aCaller();
    await studio.play(caller.says('Fifteen letters'));
    const heardIt = studio.voice.ledger
      .record()
      .legs.flatMap(({ hears }) => hears.filter(({ text }) => text === 'Fifteen letters'));
    expect(heardIt).toHaveLength(6);
  });
});

test('a number that our account calls can be one of our people by name', async () => {
  studio.people.person('client:alice').whenRings((phone) => phone.answer());
  studio.answers('/voice', '<Dial><Client>alice</Client></Dial>');
  await studio.aCaller();
  await studio.clock.advance(1000);
  const [child] = await studio.client.calls.list({ to: 'client:alice' });
  expect(child).toMatchObject({ status: 'in-progress', parentCallSid: expect.stringMatching(/^CA/) });
  expect(child?.from).not.toBe(OUR_NUMBER);
});

describe('Enqueue', () => {
  const queued = (attributes: string) =>
    studio.answers(
      '/voice',
      `<Enqueue workflowSid="WW1" action="/after" ${attributes}><Task priority="7" timeout="90">{"language":"es"}</Task></Enqueue><Say>Next verb</Say>`,
    );
  beforeEach(() =>
    studio.answers('/after', ({ form }) => `<Say>${form.QueueResult} ${form.QueueTime}</Say>`),
  );

  it('makes a task with the call’s facts, and cancels it when the caller hangs up', async () => {
    queued('');
    const caller = await studio.aCaller();
    await studio.play(caller.hears('music'));
    expect(studio.tasks).toEqual([
      {
        workflowSid: 'WW1',
        priority: 7,
        timeoutSeconds: 90,
        attributes: expect.objectContaining({
          language: 'es',
          call_sid: caller.callSid,
          from: '+15550123456',
          to: OUR_NUMBER,
          direction: 'inbound',
          api_version: '2010-04-01',
        }),
      },
    ]);
    expect(studio.canceledTasks).toEqual([]);
    caller.hangUp();
    await studio.clock.advance(1);
    expect(studio.canceledTasks).toEqual([expect.stringMatching(/^WT0+1 hangup$/)]);
    expect(studio.forms('/after')[0]).toMatchObject({ QueueResult: 'hangup' });
  });

  it('plays its waiting document again and again until it leaves', async () => {
    let turns = 0;
    studio.answers('/wait', () => (++turns < 3 ? '<Say>Fifteen letters</Say>' : '<Leave/>'));
    queued('waitUrl="/wait"');
    const caller = await studio.aCaller();
    await studio.play(caller.hears(/leave 2/));
    expect(soundsOf(caller).slice(0, 2)).toEqual([
      'announcement Fifteen letters 0-1000',
      'announcement Fifteen letters 1000-2000',
    ]);
  });

  it('does not stop the clock with a waiting document that has no sound, or none at all', async () => {
    queued('waitUrl="/nothing"');
    await studio.aCaller();
    await studio.clock.advance(3500);
    expect(studio.forms('/nothing')).toHaveLength(4);
  });

  it('keeps the task when the call gets other TwiML, and tells an error where there is no such workflow', async () => {
    queued('');
    const caller = await studio.aCaller();
    await studio.client.calls(caller.callSid).update({ twiml: '<Response><Say>Moved</Say></Response>' });
    await studio.play(caller.hears(/Moved/));
    expect(studio.canceledTasks).toEqual([]);
    expect(studio.forms('/after')).toEqual([expect.objectContaining({ QueueResult: 'redirected' })]);
    expect(await heard('<Enqueue workflowSid="none"/><Say>Fifteen letters</Say>')).toHaveLength(1);
    expect(await heard('<Enqueue/><Say>Fifteen letters</Say>')).toHaveLength(1);
  });
});
