import type { AiLeg } from './leg/ai-leg';
import { announcement, callerIdOf, rendered } from './leg/destination';
import type { TransferDestination } from './rest/destination-schema';
import type { NumberHook } from './rest/phone-number-schema';
import { dialTwiml, farewellTwiml } from './twiml';

/** Ends a call that no AI takes: the TwiML by which its caller gets to somebody else. */
export function forwarded(leg: AiLeg, unrendered: TransferDestination, reason: string): string {
  const destination = rendered(leg, unrendered);
  leg.call.destination = destination;
  leg.end(reason, 'stream-is-gone');
  return dialTwiml(destination, {
    callerId: callerIdOf(leg.call, destination),
    words: announcement(destination),
  });
}

/** Ends a call that no AI takes: the TwiML by which its caller hears these words. */
export function dismissed(leg: AiLeg, words: string, reason: string): string {
  leg.end(reason, 'stream-is-gone');
  return farewellTwiml(words);
}

/**
 * What a hook of the number makes of a call that rings, or that ends for this reason before anybody spoke; undefined
 * without such a hook. Source: OpenAPI `PhoneNumberHookCallRinging`, `PhoneNumberHookCallEnding`.
 */
export function answeredByHook(leg: AiLeg, on: NumberHook['on'], reason?: string): string | undefined {
  const { customer, phoneNumber } = leg.call.origin;
  const hook = phoneNumber?.hooks?.find(
    (one) => one.on === on && fits(one, customer?.number ?? '', reason ?? ''),
  );
  const [action] = [hook?.do ?? []].flat();
  if (!action) return undefined;
  leg.journal('ai.hook', { on, reason });
  if (action.type === 'say') return dismissed(leg, action.exact, `${on}.hook-executed-say`);
  return action.destination && forwarded(leg, action.destination, `${on}.hook-executed-transfer`);
}

function fits({ filters = [] }: NumberHook, from: string, reason: string): boolean {
  return filters.every((filter) =>
    'startsWith' in filter
      ? filter.startsWith.some((prefix) => from.replace('+', '').startsWith(prefix))
      : filter.oneOf.includes(reason),
  );
}
