import os from 'node:os';
import path from 'node:path';
import twilio from 'twilio';
import { createEmulator } from '../../emulator';
import { RedirectedClient } from '../support/twilio-client';
import { cleanUp } from './cleanup';
import { OwnObjects } from './own-objects';
import type { Target } from './target';

/** A whole emulator behind the same guard, on a clock that the cases move. */
export async function emulatedTarget(): Promise<Target> {
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
  const client = twilio(account.sid, account.authToken, {
    httpClient: own.guard(new RedirectedClient(emulator.url)),
  });
  const target: Target = {
    name: 'emulator',
    client,
    prefix: 'handoff-live-emulated-',
    pass: (seconds) => virtual.advance(seconds * 1000),
    async close() {
      const left = await cleanUp(target, own);
      await emulator.close();
      if (left.length > 0) throw new Error(left.join('\n'));
    },
  };
  return target;
}
