import { z } from 'zod';
import { taking, type Endpoint } from '../../../emulator/control/endpoint';
import { words } from '../../../emulator/control/fields';
import { liveEndpoints } from '../../../emulator/control/live';
import { Refusal } from '../../../emulator/control/refusal';
import { webhookEndpoints } from '../../../emulator/control/webhooks';
import type { Workshop } from '../../../emulator/control/workshop';
import { workshopEndpoints } from '../../../emulator/control/workshop';
import type { Journal } from '../../../emulator/core/journal';
import { readRulesFile } from '../../../routing/read';
import type { Rules } from '../../../routing/rules';
import type { Account } from './account';
import { agentsOf, syncOf } from './look';
import { phoneProblems, phoneToken } from './phone';
import type { Reach } from './reach';
import { pointHere, readPointers } from './pointing';
import { meaningOfEdit, routingDifferences } from './rules';
import { callsOf, wordsOf } from './webhooks';

export interface AccountTarget {
  readonly account: Account;
  /** The webhooks that came. */
  readonly journal: Journal;
  readonly workshop: Workshop;
  readonly reach: Reach;
  /** The file, and what it said at the start. */
  readonly rules: { readonly file: string; readonly before: Rules };
}

const NOBODY = { all: () => [], onChange: () => () => undefined };
const clock = { now: () => Date.now() };

const PhoneBody = z.strictObject({
  identity: words('a name of letters, digits, _ and -').regex(/^[\w-]{1,121}$/, {
    error: 'at most 121 letters, digits, _ and -',
  }),
});

/** What the playground asks for, answered from a real account; where the local platform has the same, in its shapes. */
export function accountEndpoints(target: AccountTarget): Endpoint[] {
  const { account, journal, workshop, reach, rules } = target;
  const authToken = account.variables.AUTH_TOKEN ?? '';
  const PointBody = z.strictObject({ account: z.literal(account.sid, { error: `${account.sid}` }) });
  return [
    ...liveEndpoints({ people: NOBODY, journal, workshop, clock }),
    ...webhookEndpoints({ journal, account: { sid: account.sid, authToken, apiKeys: new Map() } }),
    ...workshopEndpoints({ workshop }),
    {
      method: 'GET',
      path: '/calls',
      about: 'The calls that came in since the start, as their webhooks tell',
      answer: (c) => c.json({ calls: callsOf(journal.entries) }),
    },
    {
      method: 'GET',
      path: '/words',
      about: 'What caller and AI said in the newest call, as far as Vapi tells',
      answer(c) {
        const call = callsOf(journal.entries).at(-1);
        return c.json({ words: call ? wordsOf(journal.entries, call.createdAtMs) : [] });
      },
    },
    {
      method: 'GET',
      path: '/sync',
      about: 'What Sync has of the newest call',
      async answer(c) {
        const call = callsOf(journal.entries).at(-1);
        return c.json({ services: call ? [await syncOf(account, call.sid)] : [] });
      },
    },
    {
      method: 'GET',
      path: '/agents',
      about: 'The workers, without their numbers',
      answer: async (c) => c.json({ agents: await agentsOf(account) }),
    },
    {
      method: 'GET',
      path: '/pointing',
      about: 'Where the webhooks of the account go, and where they have to go to be seen here',
      answer: async (c) => c.json({ pointers: await readPointers(account) }),
    },
    {
      method: 'GET',
      path: '/reach',
      about: 'Whether the public address leads to this machine',
      answer: async (c) => c.json({ problem: (await reach.problem()) ?? null }),
    },
    taking({
      method: 'POST',
      path: '/pointing',
      about: 'Changes the account: leads these webhooks here. The number stays as it is',
      body: PointBody,
      example: { account: account.sid },
      answer: async (c) => c.json({ pointers: await pointHere(account) }),
    }),
    {
      method: 'GET',
      path: '/rules',
      about: 'How the routing in the account differs from the rules here, and what an edit means for callers',
      async answer(c) {
        const now = rulesOf(rules.file);
        return c.json({
          differences: await routingDifferences(account, now),
          meaning: meaningOfEdit(rules.before, now),
        });
      },
    },
    taking({
      method: 'POST',
      path: '/phone',
      about: 'A token for the phone in the browser, for a quarter of an hour',
      body: PhoneBody,
      example: { identity: 'caller-1' },
      answer(c, { identity }) {
        const [problem] = phoneProblems(account.variables);
        if (problem !== undefined) throw new Refusal(409, problem);
        const { TWILIO_BASE_URL: base, TWIML_APP_SID: app } = account.variables;
        return c.json({
          token: phoneToken(identity, account.variables, clock.now()),
          // A stand-in for the account has one for the Voice SDK too.
          ...(base && { standIn: { controls: `${base}/_emulator`, dials: `app:${app}` } }),
        });
      },
    }),
  ];
}

function rulesOf(file: string): Rules {
  try {
    return readRulesFile(file);
  } catch {
    throw new Refusal(409, 'the rules have mistakes: mend them first');
  }
}
