import os from 'node:os';
import path from 'node:path';
import twilio from 'twilio';
import { createEmulator, type Emulator } from '../../emulator';
import { RedirectedClient, twilioClient } from '../support/twilio-client';
import { cleanUp } from './cleanup';
import { OwnObjects } from './own-objects';
import type { Target } from './target';

/** A whole emulator behind the same guard, on a clock that the cases move. */
export async function emulatedTarget(): Promise<{ target: Target; emulator: Emulator }> {
  const emulator = await createEmulator({
    time: 'virtual',
    seed: 'live',
    port: 0,
    startAtMs: Date.UTC(2026, 0, 1),
    roundTripMs: 0,
    functionsFolder: path.join(os.tmpdir(), `live-emulated-${process.pid}`),
    numbers: [],
    vapiKey: 'unused',
  });
  const { account, virtual } = emulator;
  if (!virtual) throw new Error('no virtual time');
  const own = new OwnObjects('handoff-live-emulated-');
  const httpClient = own.guard(new RedirectedClient(emulator.url));
  const client = twilio(account.sid, account.authToken, { httpClient });
  const key = await twilioClient(emulator.url, account).newKeys.create({});
  const target: Target = {
    name: 'emulator',
    client,
    impatient: client,
    keyed: twilio(key.sid, key.secret, { accountSid: account.sid, httpClient }),
    prefix: 'handoff-live-emulated-',
    pass: (seconds) => virtual.advance(seconds * 1000),
    tidy: () => cleanUp(target, own),
    async close() {
      await own.end();
      return cleanUp(target, own);
    },
  };
  return { target, emulator };
}
