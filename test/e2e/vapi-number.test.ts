import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createEmulator, type Emulator } from '../../emulator';
import { answersAfter, busy, neverAnswers } from '../../emulator/people';

const NUMBER = '+15559990000';
const AGENT = '+15550177777';
const KEY = 'vapi-private';

let emulator: Emulator;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'functions-'));
  emulator = await createEmulator({
    time: 'virtual',
    seed: 'vapi-number',
    port: 0,
    startAtMs: Date.UTC(2026, 0, 1),
    roundTripMs: 40,
    functionsFolder: folder,
    numbers: [NUMBER],
    vapiKey: KEY,
  });
});

afterEach(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
  expect(emulator.people.failures).toEqual([]);
});

async function vapi(url: string, body: unknown) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- read loosely, checked by the contract tests
  return { status: response.status, body: (await response.json()) as any };
}

/** A number that was imported into Vapi, with an assistant that answers it. */
async function imported(...tools: object[]): Promise<void> {
  const at = `${emulator.url}/api.vapi.ai`;
  const assistant = await vapi(`${at}/assistant`, {
    firstMessage: 'Hello from the assistant.',
    endCallMessage: 'Goodbye then.',
    model: { provider: 'openai', model: 'gpt-4.1', tools: [{ type: 'endCall' }, ...tools] },
  });
  await vapi(`${at}/phone-number`, {
    provider: 'twilio',
    number: NUMBER,
    twilioAccountSid: emulator.account.sid,
    twilioAuthToken: emulator.account.authToken,
    assistantId: assistant.body.id,
  });
}

async function play(script: Promise<unknown>): Promise<void> {
  let isOver = false;
  const done = script.finally(() => (isOver = true));
  await emulator.virtual?.runUntil(() => isOver, 120_000);
  await done;
}

describe('a Twilio number that was imported into Vapi', () => {
  it('is answered by the AI, which hangs up after its goodbye', async () => {
    await imported({ type: 'dtmf' });
    const caller = emulator.people.person('+15550001111').dial(emulator.voice, NUMBER);
    await play(
      (async () => {
        await caller.answered();
        await caller.hears(/Hello from the assistant/);
        emulator.vapi.control.callTool(emulator.vapi.control.legs()[0]?.callId ?? '', 'dtmf', { dtmf: '4#' });
        await caller.says('What are your hours?');
        await caller.hears(/tell me a little more/);
        await caller.says('That is all, bye');
        await caller.hears(/Goodbye then/);
        await caller.listens(1000);
      })(),
    );
    expect(caller.isOver).toBe(true);
    expect(caller.heard.flatMap(({ source, text }) => (source === 'keys' ? text : []))).toEqual(['4', '#']);
    expect(emulator.vapi.control.legs()).toMatchObject([
      { status: 'ended', endedReason: 'assistant-ended-call', callSid: caller.callSid },
    ]);
  });

  it('is transferred by Vapi: the caller hears the announcement, then the human at the other number', async () => {
    await imported();
    emulator.people.person(AGENT).whenRings(
      answersAfter(2000, async (phone) => {
        await phone.says('Agent here, how can I help?');
        await phone.hears(/Thank you/);
        phone.hangUp();
      }),
    );
    const caller = emulator.people.person('+15550001111').dial(emulator.voice, NUMBER);
    await play(caller.answered());
    await play(caller.hears(/Hello from the assistant/));
    const { controlUrl } = emulator.vapi.control.legs()[0] ?? {};
    const destination = { type: 'number', number: AGENT };
    expect((await vapi(controlUrl ?? '', { type: 'transfer', destination })).status).toBe(200);
    await play(
      (async () => {
        await caller.hears(/Transferring the call now/);
        await caller.hears(/Agent here/);
        await caller.says('Thank you');
        await caller.listens(3000);
      })(),
    );
    expect(emulator.vapi.control.legs()).toMatchObject([{ endedReason: 'assistant-forwarded-call' }]);
  });

  it.each([
    ['warm-transfer-say-message', []],
    ['warm-transfer-wait-for-operator-to-speak-first-and-then-say-message', ['Agent here.']],
  ])('is transferred warm by %s: the human hears why before the caller does', async (mode, first) => {
    const transferPlan = { mode, message: 'A caller about an invoice.' };
    await imported({
      type: 'transferCall',
      destinations: [{ type: 'number', number: AGENT, transferPlan }],
    });
    const heard: string[] = [];
    emulator.people.person(AGENT).whenRings(
      answersAfter(2000, async (phone) => {
        await phone.listens(500);
        for (const words of first) await phone.says(words);
        heard.push(await phone.hears(/invoice/));
        await phone.says('I take it.');
        await phone.hears(/Thank you/);
        phone.hangUp();
      }),
    );
    const caller = emulator.people.person('+15550001111').dial(emulator.voice, NUMBER);
    await play(
      (async () => {
        await caller.answered();
        await caller.hears(/Hello from the assistant/);
        await caller.says('I want to speak to a human');
        await caller.hears(/I take it/);
        await caller.says('Thank you');
        await caller.listens(3000);
      })(),
    );
    expect(heard).toEqual(['A caller about an invoice.']);
    expect(emulator.vapi.control.legs()).toMatchObject([{ endedReason: 'assistant-forwarded-call' }]);
  });

  it.each([
    ['customer-busy', busy],
    ['customer-did-not-answer', neverAnswers],
  ])('that dials somebody who does not take the call says so: %s', async (endedReason, behaviour) => {
    await imported();
    emulator.people.person(AGENT).whenRings(behaviour);
    const at = `${emulator.url}/api.vapi.ai/call`;
    const phoneNumber = { twilioPhoneNumber: NUMBER, twilioAccountSid: emulator.account.sid };
    const assistant = { firstMessage: 'Hello.' };
    expect((await vapi(at, { phoneNumber, assistant, customer: { number: AGENT } })).status).toBe(201);
    await emulator.virtual?.advance(90_000);
    expect(emulator.vapi.control.legs()).toMatchObject([{ status: 'ended', endedReason }]);
  });

  it('drops a call whose AI breaks, as there is nothing after the stream', async () => {
    await imported();
    const caller = emulator.people.person('+15550001111').dial(emulator.voice, NUMBER);
    await play(
      (async () => {
        await caller.answered();
        await caller.hears(/Hello from the assistant/);
        emulator.vapi.control.killLeg(emulator.vapi.control.legs()[0]?.callId ?? '');
        await caller.listens(1000);
      })(),
    );
    expect(caller.isOver).toBe(true);
  });
});
