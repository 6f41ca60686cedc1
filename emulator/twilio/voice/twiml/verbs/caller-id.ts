import type { Element } from '../document';
import type { Stage } from '../stage';

/**
 * What the called phones show: the caller's number unless the Dial says otherwise. Undefined, and error 13214 in the
 * journal, for a number that is neither of this call nor of the account.
 * Source: https://www.twilio.com/docs/voice/twiml/dial#callerid.
 */
export function callerIdOf({ core, call }: Stage, { attributes: { callerId } }: Element): string | undefined {
  if (callerId === undefined || callerId === '') return call.direction === 'inbound' ? call.from : call.to;
  const isAllowed =
    !callerId.startsWith('+') || [call.from, call.to].includes(callerId) || core.numbers.mayShow(callerId);
  if (isAllowed) return callerId;
  call.note('twiml.error', { code: 13214, message: `Dial: Invalid callerId value ${callerId}` });
  return undefined;
}
