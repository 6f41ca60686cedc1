import { Course } from '../../emulator/core/course/course';
import type { Twilio } from 'twilio';
import { Activity } from '../../emulator/core/activity';
import type { Account, EmulatorContext } from '../../emulator/core/context';
import { Faults } from '../../emulator/core/faults';
import { seededIds } from '../../emulator/core/ids';
import { Journal } from '../../emulator/core/journal';
import type { Product } from '../../emulator/core/product';
import { CHARACTERS_PER_SECOND } from '../../emulator/core/speech';
import { startServer } from '../../emulator/core/server';
import { VirtualClock } from '../../emulator/core/virtual-clock';
import { Webhooks } from '../../emulator/core/webhooks';
import { twilioClient } from './twilio-client';

export const ACCOUNT_SID = `AC${'a'.repeat(32)}`;
export const AUTH_TOKEN = 'b'.repeat(32);

export interface Emulated {
  readonly ctx: EmulatorContext;
  readonly clock: VirtualClock;
  readonly url: string;
  readonly client: Twilio;
  close(): Promise<void>;
}

type Timeless = Omit<EmulatorContext, 'clock'> & { readonly clock: VirtualClock };

/** What emulated products are given, on a clock that stands still until a test moves it. */
export function emulatedContext(
  turn: () => Promise<void> = () => new Promise((resolve) => setImmediate(resolve)),
): Timeless {
  const activity = new Activity();
  const clock = new VirtualClock(Date.UTC(2026, 0, 1), activity, turn);
  const account: Account = { sid: ACCOUNT_SID, authToken: AUTH_TOKEN, apiKeys: new Map() };
  const [ids, journal, faults] = [seededIds('contract'), new Journal(clock), new Faults()];
  const webhooks = new Webhooks({
    ...{ clock, outsideClock: clock, activity, journal, faults, ids },
    authToken: AUTH_TOKEN,
    roundTripMs: () => 0,
    resolve: () => undefined,
    patience: (run) => {
      const timer = setTimeout(run, 5000);
      return () => clearTimeout(timer);
    },
  });
  return {
    ...{ account, clock, lastingClock: clock, socketClock: clock, activity, ids, journal, faults, webhooks },
    outsideIds: seededIds('outside'),
    course: new Course(clock, ids, activity),
    charactersPerSecond: CHARACTERS_PER_SECOND,
  };
}

/** Some emulated products on a port of their own. */
export async function emulated(products: (ctx: EmulatorContext) => readonly Product[]): Promise<Emulated> {
  const ctx = emulatedContext();
  const { account, clock, activity, faults, journal } = ctx;
  const server = await startServer(0, {
    ...{ clock, activity, faults, journal },
    products: products(ctx),
    roundTripMs: () => 0,
    inRealTime: false,
  });
  const client = twilioClient(server.url, account);
  return { ctx, clock, url: server.url, client, close: server.close };
}
