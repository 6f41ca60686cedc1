import { mergeContext, newContext, type CallContext } from './context';
import type { Handoff } from './handoff/record';

/** What is known of a call: its context as it is stored, and what the record still has to be stored. */
export function knownContext(
  callSid: string,
  stored: CallContext | undefined,
  handoff: Handoff | undefined,
): CallContext | undefined {
  const pending = (handoff?.todo ?? []).flatMap((effect) =>
    effect.do === 'store-context' ? [effect.update] : [],
  );
  return pending.reduce<CallContext | undefined>(
    (known, update) =>
      known ? mergeContext(known, update) : newContext(callSid, update, handoff?.language ?? ''),
    stored,
  );
}
