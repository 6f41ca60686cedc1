import { createHmac } from 'node:crypto';
import {
  assistantWithEscalate,
  FakeStream,
  PUBLIC_KEY,
  vapiStand,
  type VapiStand,
} from '../support/vapi-stand';

const CALLER = '+15550001111';
const NUMBER = '+15559990000';

let stand: VapiStand;
beforeEach(async () => (stand = await vapiStand()));
afterEach(() => stand.close());

async function provision(assistant: Record<string, unknown> = {}) {
  const made = await stand.api('POST', '/assistant', assistantWithEscalate(stand.hookUrl, assistant));
  expect(made.status).toBe(201);
  const number = await stand.api('POST', '/phone-number', {
    provider: 'twilio',
    number: NUMBER,
    twilioAccountSid: stand.ctx.account.sid,
    twilioAuthToken: stand.ctx.account.authToken,
    assistantId: made.body.id,
  });
  expect(number.status).toBe(201);
  return { assistantId: made.body.id as string, phoneNumberId: number.body.id as string };
}

async function bypassCall(
  ids: { assistantId: string; phoneNumberId: string },
  more: Record<string, unknown> = {},
) {
  const { status, body } = await stand.api('POST', '/call', {
    ...ids,
    customer: { number: CALLER },
    phoneCallProviderBypassEnabled: true,
    ...more,
  });
  expect(status).toBe(201);
  const url = /<Stream url="(wss:[^"]+)"\/>/.exec(body.phoneCallProviderDetails.twiml)?.[1] ?? '';
  const peer = stand.vapi.streams.find(url);
  if (!peer) throw new Error(`nobody listens on ${url}`);
  return { callId: body.id as string, controlUrl: body.monitor.controlUrl as string, url, peer };
}

async function connected(assistant: Record<string, unknown> = {}, more: Record<string, unknown> = {}) {
  const call = await bypassCall(await provision(assistant), more);
  const stream = new FakeStream(stand, call.peer);
  await stand.clock.advance(5000);
  return { ...call, stream };
}

describe('a call by provider bypass', () => {
  it('greets, listens, calls the tool and speaks its result', async () => {
    stand.answers(({ message }) =>
      message.type === 'tool-calls'
        ? {
            body: {
              results: [{ toolCallId: message.toolCallList[0].id, result: 'A colleague is on the way.' }],
            },
          }
        : {},
    );
    const { stream, callId } = await connected();
    expect(stream.said()).toEqual(['Hello, how can I help you?']);
    await stream.caller('My billing statement is wrong');
    await stand.clock.advance(6000);
    await stream.caller('I want to speak to a human');
    await stand.clock.advance(12_000);
    expect(stream.said().slice(2)).toEqual(['One moment, please.', 'A colleague is on the way.']);
    const [toolCalls] = stand.of('tool-calls');
    expect(toolCalls?.message.toolCallList[0].function).toEqual({
      name: 'escalate',
      arguments: {
        reason: 'My billing statement is wrong',
        department: 'billing',
        language: 'en',
        summary: 'The caller said: My billing statement is wrong',
        call_sid: '',
        call_id: callId,
        caller: CALLER,
      },
    });
    expect(toolCalls?.message.toolCalls).toEqual(toolCalls?.message.toolCallList);
  });

  it('thinks 700 ms after the transcript and speaks about 15 characters a second', async () => {
    const { stream } = await connected();
    const from = stand.clock.now();
    await stream.caller('Good morning');
    await stand.clock.advance(10_000);
    const [said, done] = stream.log.filter(({ atMs }) => atMs > from);
    expect(said?.what).toBe('says I see. Please tell me a little more about that.');
    expect(said?.atMs).toBe(from + 1500 + 200 + 700);
    expect((done?.atMs ?? 0) - (said?.atMs ?? 0)).toBe(Math.round((47 / 15) * 1000));
  });

  it('is heard by one stream only and given up when none comes', async () => {
    const ids = await provision();
    const { url, peer, callId } = await bypassCall(ids);
    new FakeStream(stand, peer);
    expect(stand.vapi.streams.find(url)).toBeUndefined();
    await stand.clock.settle();
    const lonely = await bypassCall(ids);
    await stand.clock.advance(60_000);
    expect((await stand.api('GET', `/call/${lonely.callId}`)).body).toMatchObject({
      status: 'ended',
      endedReason: 'phone-call-provider-bypass-enabled-but-no-call-received',
    });
    expect(callId).not.toBe(lonely.callId);
  });
});

describe('the control URL', () => {
  it('mutes at once and takes the words that replace what is spoken', async () => {
    const { stream, controlUrl } = await connected();
    const long = 'This is a long story that takes the assistant quite a while to tell to its end.';
    expect(await stand.controlled(controlUrl, { type: 'say', content: long })).toMatchObject({ status: 200 });
    await stand.clock.advance(1000);
    await stand.controlled(controlUrl, { type: 'say', content: 'Stop.', interruptAssistantEnabled: true });
    expect(stream.log.slice(-2).map(({ what }) => what)).toEqual(['hushed', 'says Stop.']);
    await stand.controlled(controlUrl, { type: 'control', control: 'mute-assistant' });
    expect(stream.log.at(-1)?.what).toBe('hushed');
    await stand.controlled(controlUrl, { type: 'say', content: 'unheard' });
    await stand.clock.advance(1000);
    expect(stream.said()).not.toContain('unheard');
  });

  it('refuses properties that it does not know, in the words of Nest', async () => {
    const { controlUrl } = await connected();
    const answer = await stand.controlled(controlUrl, { type: 'say', text: 'hi', content: 'x' });
    expect(answer).toEqual({
      status: 400,
      body: { message: ['property text should not exist'], error: 'Bad Request', statusCode: 400 },
    });
  });

  it('answers 409 after the end', async () => {
    const { stream, controlUrl } = await connected();
    stream.hangUp();
    expect(await stand.controlled(controlUrl, { type: 'end-call' })).toEqual({
      status: 409,
      body: { message: 'Call has already ended', error: 'Conflict', statusCode: 409 },
    });
  });

  it('wants the public key where the monitor plan says so', async () => {
    const { controlUrl } = await connected({ monitorPlan: { controlAuthenticationEnabled: true } });
    const say = { type: 'say', content: 'x' };
    expect((await stand.controlled(controlUrl, say)).status).toBe(401);
    expect((await stand.controlled(controlUrl, say, PUBLIC_KEY)).status).toBe(200);
  });
});

describe('webhook authentication', () => {
  it('signs the body as the credential says, to the byte', async () => {
    const credential = await stand.api('POST', '/credential', {
      provider: 'webhook',
      name: 'handoff-hmac',
      authenticationPlan: { type: 'hmac', secretKey: 's3cret', algorithm: 'sha256' },
    });
    expect(JSON.stringify(credential.body)).not.toContain('s3cret');
    await connected({
      server: {
        url: stand.hookUrl,
        credentialId: credential.body.id,
        headers: { 'X-Vapi-Secret': 'static' },
      },
    });
    expect(stand.arrived.length).toBeGreaterThan(0);
    for (const { headers, body } of stand.arrived) {
      const signed = `${String(headers['x-timestamp'])}.${body}`;
      expect(headers['x-signature']).toBe(createHmac('sha256', 's3cret').update(signed).digest('hex'));
      expect(headers['x-vapi-secret']).toBe('static');
    }
  });
});
