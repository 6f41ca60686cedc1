import type { Gaps } from '../../emulator/core/gap';
import { CORE_GAPS } from '../../emulator/core/gaps';
import { NUMBERS_GAPS } from '../../emulator/twilio/numbers/gaps';
import { SERVERLESS_GAPS } from '../../emulator/twilio/serverless/gaps';
import { SYNC_GAPS } from '../../emulator/twilio/sync/gaps';
import { TASK_ROUTER_GAPS } from '../../emulator/twilio/taskrouter/gaps';
import { VOICE_GAPS } from '../../emulator/twilio/voice/gaps';
import { VAPI_GAPS } from '../../emulator/vapi/gaps';
import { CASES, SOCKET_CASES } from './cases';

export interface OpenAssumption {
  readonly text: string;
  /** Why no case settles it. */
  readonly why: string;
}

const CALLS = 'needs calls, which cost money';
const SERVER = 'needs a server that Twilio can reach';
const OWN =
  'is how the emulator is told things, or goes on after a restore: there is no such thing at Twilio';

const LISTS: readonly { gaps: Gaps; why?: string }[] = [
  { gaps: TASK_ROUTER_GAPS },
  { gaps: SYNC_GAPS },
  { gaps: CORE_GAPS, why: `is how the emulator counts time, or ${SERVER}` },
  { gaps: VOICE_GAPS, why: CALLS },
  { gaps: NUMBERS_GAPS, why: 'needs numbers, which the run does not buy' },
  { gaps: SERVERLESS_GAPS, why: 'needs deployed Functions, whose invocations cost money' },
  { gaps: VAPI_GAPS, why: 'needs an account at Vapi and calls' },
];

/** Why no case settles an assumption about TaskRouter or Sync, by its beginning. */
const REASONS: Readonly<Record<string, string>> = {
  '`dequeue` and `conference`': CALLS,
  '`conference`: the worker': CALLS,
  '`call` asks for': CALLS,
  "An assignment callback's answer": SERVER,
  'During a transfer the customer': CALLS,
  'Whoever follows an object': OWN,
  'With ReachabilityDebouncingEnabled': SERVER,
  'Webhooks for new times': SERVER,
};

/** What cases say that they settle, and the lists of differences do not have; reasons of which the same is true. */
export function unknownAssumptions(): string[] {
  const texts = LISTS.flatMap(({ gaps: { assumed, simpler } }) => [...assumed, ...simpler]).map(
    ({ what }) => what,
  );
  return [...settled(), ...Object.keys(REASONS)].filter(
    (beginning) => !texts.some((text) => text.startsWith(beginning)),
  );
}

/** Assumptions that no case settles. */
export function openAssumptions(): OpenAssumption[] {
  return LISTS.flatMap(({ gaps: { assumed }, why }) =>
    assumed
      .map(({ what }) => what)
      .filter((text) => !settled().some((beginning) => text.startsWith(beginning)))
      .map((text) => ({ text, why: why ?? reasonFor(text) })),
  );
}

function settled(): string[] {
  return [...CASES, ...SOCKET_CASES].flatMap(({ settles = [] }) => settles);
}

function reasonFor(text: string): string {
  return Object.entries(REASONS).find(([beginning]) => text.startsWith(beginning))?.[1] ?? '';
}
