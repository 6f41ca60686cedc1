import type { Hono } from 'hono';
import type { EmulatorContext } from '../../core/context';
import type { NumberDirectory } from '../../core/ports';
import { accountRoutes } from './account';
import { applications } from './applications';
import { availablePhoneNumbers } from './available-phone-numbers';
import { incomingPhoneNumbers } from './incoming-phone-numbers';
import { apiKeys } from './keys';
import { outgoingCallerIds } from './outgoing-caller-ids';
import type { NumbersState } from './snapshot';

export interface Numbers extends NumberDirectory {
  /** Adds the routes under `/2010-04-01/Accounts/{account}` to the app that serves api.twilio.com. */
  mount(app: Hono): void;
  /** What a snapshot keeps, and the way back. */
  save(): NumbersState;
  load(saved: NumbersState): void;
  /** The numbers that the account owns. */
  all(): string[];
  /** Gives the account a number. */
  seed(e164: string): void;
  /** Changes a number's voice URL as somebody with the account's credentials can. */
  pointVoice(e164: string, voiceUrl: string): void;
}

/** The account's numbers, TwiML applications and API keys, and the account itself. */
export function createNumbers(ctx: EmulatorContext): Numbers {
  const base = `/2010-04-01/Accounts/${ctx.account.sid}`;
  const apps = applications(ctx);
  const numbers = incomingPhoneNumbers(ctx, apps.get);
  const callerIds = outgoingCallerIds(ctx);
  const keys = apiKeys(ctx);
  return {
    find: (address) =>
      address.startsWith('app:') ? apps.answering(address.slice(4)) : numbers.find(address),
    mayShow: (e164) => numbers.find(e164) !== undefined || callerIds.has(e164),
    verified: callerIds.add,
    save: () => ({
      numbers: numbers.save(),
      callerIds: callerIds.save(),
      applications: apps.save(),
      keys: keys.save(),
    }),
    load(saved) {
      apps.load(saved.applications);
      numbers.load(saved.numbers);
      callerIds.load(saved.callerIds);
      keys.load(saved.keys);
    },
    all: numbers.owned,
    seed: numbers.seed,
    pointVoice: numbers.pointVoice,
    mount(app) {
      accountRoutes(app, ctx);
      apps.mount(app, base);
      numbers.mount(app, base);
      availablePhoneNumbers(app, base, (e164) => numbers.find(e164) !== undefined);
      callerIds.mount(app, base);
      keys.mount(app, base);
    },
  };
}
