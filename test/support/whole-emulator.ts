import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createEmulator, type Emulator } from '../../emulator';
import type { Workshop } from '../../emulator/control/workshop';
import { twilioClient } from './twilio-client';
import { startReceiver, type WebhookReceiver } from './webhook-receiver';

export const NUMBER = '+15550100000';
export const CALLER = '+15550100900';
export const AGENT = '+15550100201';

/** A caller is asked for a key and then connected with an agent's phone. */
const TWIML: Readonly<Record<string, string>> = {
  '/voice':
    '<Response><Gather numDigits="1" action="/pressed"><Say>Press a key, please.</Say></Gather><Hangup/></Response>',
  '/pressed': `<Response><Dial><Number>${AGENT}</Number></Dial></Response>`,
};

export interface WholeEmulator {
  readonly emulator: Emulator;
  readonly receiver: WebhookReceiver;
  /** A request to the controls, below `/_emulator`. */
  ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }>; // eslint-disable-line @typescript-eslint/no-explicit-any
  close(): Promise<void>;
}

/** A customer's server that answers calls. */
export function answeringServer(): Promise<WebhookReceiver> {
  return startReceiver(({ path: route }) => {
    const body = TWIML[new URL(route, 'http://any').pathname];
    return body ? { contentType: 'text/xml', body } : { status: 204 };
  });
}

/** All products as `npm run emulator` has them, with a number that a small server of ours answers. */
export async function wholeEmulator(
  options: {
    time?: 'virtual' | 'real';
    seed?: string;
    /** A Monday morning in virtual time, else the machine's time. */
    startAtMs?: number;
    isPointed?: boolean;
    workshop?: Workshop;
    /** A server that several emulators share, closed by whoever started it. */
    receiver?: WebhookReceiver;
  } = {},
): Promise<WholeEmulator> {
  const { time = 'virtual', seed = 'control', isPointed = true, workshop } = options;
  const { startAtMs = time === 'virtual' ? Date.UTC(2026, 0, 5, 9) : undefined } = options;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'emulator-'));
  const emulator = await createEmulator({
    ...{ time, seed, port: 0, roundTripMs: 20 },
    ...(startAtMs === undefined ? {} : { startAtMs }),
    functionsFolder: folder,
    numbers: [NUMBER],
    vapiKey: 'vapi-private-key',
    ...(workshop ? { workshop } : {}),
  });
  const receiver = options.receiver ?? (await answeringServer());
  if (isPointed) {
    const client = twilioClient(emulator.url, emulator.account);
    const [number] = await client.incomingPhoneNumbers.list({ phoneNumber: NUMBER });
    await client
      .incomingPhoneNumbers(number?.sid ?? '')
      .update({ voiceUrl: `${receiver.url}/voice`, statusCallback: `${receiver.url}/status` });
  }
  return {
    emulator,
    receiver,
    async ask(method, route, body) {
      const response = await fetch(`${emulator.url}/_emulator${route}`, {
        method,
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    },
    async close() {
      await emulator.close();
      if (!options.receiver) await receiver.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
