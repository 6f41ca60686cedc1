import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import twilio, { type Twilio } from 'twilio';
import { createEmulator, type Emulator } from '../../emulator';
import { twilioClient } from './twilio-client';

/** Characters a second where nothing but the time that passes hangs on how fast people speak. */
export const FAST = 150;

const { AccessToken } = twilio.jwt;

/** The whole emulator on the machine's clock, as programs with timers and sockets of their own need it. */
export interface RealTime {
  readonly emulator: Emulator;
  readonly client: Twilio;
  /** An access token of the official library, signed with an API key of the account. */
  token(
    grants: { worker?: WorkerGrant; sync?: string },
    options?: { ttl?: number; identity?: string },
  ): string;
  close(): Promise<void>;
}

interface WorkerGrant {
  readonly workspaceSid: string;
  readonly workerSid: string;
  readonly role?: 'worker' | 'supervisor';
}

export async function inRealTime(numbers: readonly string[] = []): Promise<RealTime> {
  releaseTimers();
  const functionsFolder = await mkdtemp(path.join(tmpdir(), 'real-time-'));
  const emulator = await createEmulator({
    time: 'real',
    seed: 'real-time',
    port: 0,
    roundTripMs: 0,
    functionsFolder,
    numbers,
    vapiKey: 'vapi-private',
  });
  const client = twilioClient(emulator.url, emulator.account);
  const key = await client.newKeys.create({ friendlyName: 'browsers' });
  return {
    emulator,
    client,
    token({ worker, sync }, { ttl = 3600, identity = 'alice' } = {}) {
      const token = new AccessToken(emulator.account.sid, key.sid, key.secret, { identity, ttl });
      if (worker) token.addGrant(new AccessToken.TaskRouterGrant({ role: 'worker', ...worker }));
      if (sync) token.addGrant(new AccessToken.SyncGrant({ serviceSid: sync }));
      return token.toJwt();
    },
    async close() {
      await emulator.close();
      await rm(functionsFolder, { recursive: true, force: true });
    },
  };
}

/** The SDKs leave timers behind (an hour for a token's end) that must not keep the test process alive. */
export function releaseTimers(): void {
  for (const name of ['setTimeout', 'setInterval'] as const) {
    const original = globalThis[name] as (...args: unknown[]) => NodeJS.Timeout;
    Object.assign(globalThis, { [name]: (...args: unknown[]) => original(...args).unref() });
  }
}

/** What `subscribe` is told first; fails after `limitMs`. */
export function next<T>(subscribe: (listener: (value: T) => void) => unknown, limitMs = 4000): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`nothing happened within ${limitMs} ms`)), limitMs);
    subscribe((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
