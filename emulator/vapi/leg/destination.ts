import type { Call } from '../call';
import { renderDeep } from '../liquid';
import type { TransferDestination } from '../rest/destination-schema';
import type { Leg } from './leg';
import { wordsOf } from './tool-messages';

/** The destination with its templates filled in. */
export function rendered({ call, env }: Leg, destination: TransferDestination): TransferDestination {
  return renderDeep(destination, call.templateScope(env.ctx.clock.now())) as TransferDestination;
}

/** The number or SIP address. */
export function addressOf(destination: TransferDestination): string {
  return destination.type === 'sip' ? destination.sipUri : destination.number;
}

/** What the caller hears before; the empty text is silence. Source: OpenAPI `TransferDestinationNumber.message`. */
export function announcement({ message }: TransferDestination): string {
  return wordsOf(message) ?? 'Transferring the call now';
}

/** The caller's number on inbound calls, the assistant's on outbound ones. */
export function callerIdOf({ origin }: Call, { callerId }: TransferDestination): string | undefined {
  if (callerId) return callerId;
  const { type, customer, phoneNumber } = origin;
  return type === 'inboundPhoneCall' ? customer?.number : phoneNumber?.number;
}
