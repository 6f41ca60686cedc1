import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EmulatorContext } from '../../emulator/core/context';
import type { MediaStream, StreamPeer, Utterance } from '../../emulator/core/ports';
import { createVapi, type Vapi } from '../../emulator/vapi';
import type { VapiOptions } from '../../emulator/vapi/options';
import { type Emulated, emulated } from './emulated';
import { strangeIn } from './vapi-messages';

export const API_KEY = 'vapi-private';
export const PUBLIC_KEY = 'vapi-public';

/** A server message as it arrived. */
export interface Arrived {
  readonly atMs: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what Vapi sends has no fixed type
  readonly message: any;
}

type Answer = { readonly status?: number; readonly body?: unknown };

/** The emulated Vapi with a server that listens to its webhooks. */
export async function vapiStand(options: Partial<VapiOptions> = {}) {
  let vapi: Vapi | undefined;
  const platform: Emulated = await emulated((ctx: EmulatorContext) => {
    vapi = createVapi(ctx, { apiKey: API_KEY, publicKey: PUBLIC_KEY, ...options });
    return [vapi.product];
  });
  if (!vapi) throw new Error('no Vapi');
  const arrived: Arrived[] = [];
  const strange: string[] = [];
  let answer: (arrival: Arrived) => Answer = () => ({});
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      if (request.url === '/token') {
        const isKnown =
          body === 'grant_type=client_credentials&client_id=vapi&client_secret=s3cret&scope=events';
        response.end(JSON.stringify(isKnown ? { access_token: 'fresh' } : {}));
        return;
      }
      const arrival: Arrived = {
        atMs: platform.clock.now(),
        headers: request.headers,
        body,
        message: (JSON.parse(body) as { message: unknown }).message,
      };
      arrived.push(arrival);
      strange.push(...strangeIn(arrival.message));
      const { status = 200, body: text = {} } = answer(arrival);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(text));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const serverUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const hookUrl = `${serverUrl}/events`;

  const send = async (method: string, url: string, body?: unknown, key: string | undefined = API_KEY) => {
    const response = await fetch(url, {
      method,
      headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the schema checks it where it matters
    return { status: response.status, body: JSON.parse(text) as any };
  };
  return {
    ...platform,
    vapi,
    arrived,
    hookUrl,
    /** Gives the client `vapi` a token. */
    tokenUrl: `${serverUrl}/token`,
    /** Server messages of one type, oldest first. */
    of: (type: string) => arrived.filter(({ message }) => message.type === type),
    answers: (next: (arrival: Arrived) => Answer) => (answer = next),
    api: (method: string, path: string, body?: unknown, key?: string) =>
      send(method, `${platform.url}/api.vapi.ai${path}`, body, key),
    /** A control URL as it was handed out, reached on the stand's port. */
    controlled: (controlUrl: string, body: unknown, key?: string) =>
      send('POST', `${platform.url}/${controlUrl.replace('https://', '')}`, body, key ?? ''),
    /** Moves time on until `done` holds, for what is awaited outside the clock. */
    until: async (done: () => boolean) => {
      while (!done()) {
        await platform.clock.runUntil(done, 1);
        await new Promise((turn) => setImmediate(turn));
      }
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await platform.close();
      if (strange.length > 0) throw new Error(`not as Vapi’s OpenAPI document says:\n${strange.join('\n')}`);
    },
  };
}

/** What a stand's calls need: an assistant, and the number it answers. */
export const CALLER = '+15550001111';
export const NUMBER = '+15559990000';

export async function provision(stand: VapiStand, assistant: Record<string, unknown> = {}) {
  const made = await stand.api('POST', '/assistant', assistantWithEscalate(stand.hookUrl, assistant));
  const number = await stand.api('POST', '/phone-number', {
    provider: 'twilio',
    number: NUMBER,
    twilioAccountSid: stand.ctx.account.sid,
    twilioAuthToken: stand.ctx.account.authToken,
    assistantId: made.body.id,
  });
  if (made.status !== 201 || number.status !== 201) throw new Error(JSON.stringify([made.body, number.body]));
  return { assistantId: made.body.id as string, phoneNumberId: number.body.id as string };
}

/** The peer that listens on the stream of this TwiML. */
export function peerOf(stand: VapiStand, twiml: string): StreamPeer {
  const url = /<Stream url="(wss:[^"]+)"\/>/.exec(twiml)?.[1] ?? '';
  const peer = stand.vapi.streams.find(url);
  if (!peer) throw new Error(`nobody listens on ${url}`);
  return peer;
}

/** A call by provider bypass whose stream is not open yet. */
export async function bypassCall(
  stand: VapiStand,
  ids: { assistantId: string; phoneNumberId: string },
  more: Record<string, unknown> = {},
) {
  const { status, body } = await stand.api('POST', '/call', {
    ...ids,
    customer: { number: CALLER },
    phoneCallProviderBypassEnabled: true,
    ...more,
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
  const twiml = body.phoneCallProviderDetails.twiml as string;
  return { body, callId: body.id as string, controlUrl: body.monitor.controlUrl as string, twiml };
}

/** A call by provider bypass, greeted. */
export async function connected(
  stand: VapiStand,
  assistant: Record<string, unknown> = {},
  more: Record<string, unknown> = {},
) {
  const call = await bypassCall(stand, await provision(stand, assistant), more);
  const stream = new FakeStream(stand, peerOf(stand, call.twiml));
  await stand.clock.advance(5000);
  return { ...call, stream };
}

/** A call to the number that was imported into Vapi, as Twilio announces it. */
export async function announced(stand: VapiStand, form: Record<string, string> = {}) {
  const response = await fetch(`${stand.url}/api.vapi.ai/twilio/inbound_call`, {
    method: 'POST',
    body: new URLSearchParams({
      CallStatus: 'ringing',
      Direction: 'inbound',
      CallSid: `CA${'1'.repeat(32)}`,
      From: CALLER,
      To: NUMBER,
      ...form,
    }),
  });
  return { status: response.status, text: await response.text() };
}

export type VapiStand = Awaited<ReturnType<typeof vapiStand>>;

/** The caller's side of a stream without a phone network: what the AI did is in `log`. */
export class FakeStream implements MediaStream {
  readonly from = '+15550001111';
  readonly to = '+15559990000';
  readonly parameters = {};
  readonly log: { readonly atMs: number; readonly what: string }[] = [];
  private stopPlaying = (): void => undefined;

  constructor(
    private readonly stand: Pick<Emulated, 'clock'>,
    private readonly peer: StreamPeer,
    readonly callSid = `CA${'1'.repeat(32)}`,
  ) {
    peer.opened(this);
  }

  speak({ text, durationMs }: Utterance, done: () => void): void {
    this.note(`says ${text}`);
    this.stopPlaying();
    this.stopPlaying = this.stand.clock.after(durationMs, () => {
      this.note('done');
      done();
    });
  }

  hush(): void {
    this.stopPlaying();
    this.note('hushed');
  }

  press(keys: string): void {
    this.note(`presses ${keys}`);
  }

  ambience(on: boolean): void {
    this.note(`ambience ${on ? 'on' : 'off'}`);
  }

  close(): void {
    this.note('closed');
    this.peer.closed('ended-by-peer');
  }

  endCall(): void {
    this.note('call ended');
    this.peer.closed('ended-by-peer');
  }

  redirect(twiml: string): void {
    this.note(`redirected ${twiml}`);
    this.peer.closed('redirected');
  }

  /** The caller speaks for `durationMs`; time moves on to the end of the words. */
  async caller(text: string, durationMs = 1500): Promise<void> {
    this.peer.callerStarted({ text, durationMs });
    await this.stand.clock.advance(durationMs);
    this.peer.callerFinished({ text, durationMs });
  }

  hangUp(): void {
    this.peer.closed('caller-hung-up');
  }

  said(): string[] {
    return this.log.filter(({ what }) => what.startsWith('says ')).map(({ what }) => what.slice(5));
  }

  private note(what: string): void {
    this.log.push({ atMs: this.stand.clock.now(), what });
  }
}

/** An assistant with an `escalate` tool, as JSON for `POST /assistant`. */
export function assistantWithEscalate(hookUrl: string, more: Record<string, unknown> = {}) {
  return {
    name: 'Front desk',
    firstMessage: 'Hello, how can I help you?',
    serverMessages: [
      'tool-calls',
      'function-call',
      'status-update',
      'end-of-call-report',
      'speech-update',
      'conversation-update',
      'transcript[transcriptType="final"]',
      'user-interrupted',
    ],
    server: { url: hookUrl },
    model: {
      provider: 'openai',
      model: 'gpt-4.1',
      messages: [{ role: 'system', content: 'You answer calls of {{company}}.' }],
      tools: [escalateTool()],
    },
    ...more,
  };
}

export function escalateTool(more: Record<string, unknown> = {}) {
  return {
    type: 'function',
    function: {
      name: 'escalate',
      description: 'Brings a human to the call.',
      parameters: {
        type: 'object',
        properties: {
          reason: { type: 'string' },
          department: { type: 'string', enum: ['sales', 'billing'] },
          language: { type: 'string', enum: ['en', 'es'] },
          summary: { type: 'string' },
        },
        required: ['reason'],
      },
    },
    parameters: [
      { key: 'call_sid', value: '{{transport.callSid}}' },
      { key: 'call_id', value: '{{call.id}}' },
      { key: 'caller', value: '{{customer.number}}' },
    ],
    messages: [{ type: 'request-start', content: 'One moment, please.', blocking: true }],
    ...more,
  };
}
