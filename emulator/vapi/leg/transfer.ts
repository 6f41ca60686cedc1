import type { AiLeg } from './ai-leg';
import { summary } from './reports';

/** A destination as transfers name it. Source: OpenAPI `TransferDestinationNumber`, `TransferDestinationSip`. */
export interface TransferDestination {
  readonly type: 'number' | 'sip';
  readonly number?: string;
  readonly sipUri?: string;
  readonly callerId?: string;
  readonly message?: unknown;
  readonly [field: string]: unknown;
}

/** From the start of a blind transfer to the end of the Vapi call, as captured. */
const FORWARDED_AFTER_MS = 30;

/**
 * Vapi's own blind transfer: the announcement, `forwarding`, other TwiML for the caller, and the Vapi call is over
 * whether anybody answers or not. It does not run for a bypassed provider or a web call.
 * Source: https://docs.vapi.ai/call-forwarding.
 */
export function transfer(leg: AiLeg, destination: TransferDestination, content: string | undefined): void {
  const { origin } = leg.call;
  const isPossible =
    origin.type !== 'webCall' && (!origin.isBypass || leg.env.behaviour.transfersBypassedCalls);
  if (!isPossible) {
    leg.journal('ai.transfer-not-run', { to: address(destination) });
    return;
  }
  const announced = typeof destination.message === 'string' ? destination.message : undefined;
  const words = content ?? announced ?? 'Transferring the call now';
  if (words === '') forward(leg, destination);
  else leg.speech.say({ text: words, isInterruptible: false, after: () => forward(leg, destination) });
}

function forward(leg: AiLeg, destination: TransferDestination): void {
  const { call, conversation } = leg;
  if (call.isEnded) return;
  call.status = 'forwarding';
  leg.turns.stop();
  leg.journal('ai.forwarding', { to: address(destination) });
  leg.post('status-update', {
    status: 'forwarding',
    destination,
    messages: conversation.messages,
    messagesOpenAIFormatted: conversation.openAiFormatted(),
    transcript: conversation.transcript(),
    summary: summary(leg),
  });
  leg.env.ctx.clock.after(FORWARDED_AFTER_MS, () => leg.end('assistant-forwarded-call', 'stream-is-gone'));
  leg.redirect(dialTwiml(destination, callerIdOf(leg, destination)));
}

/** The caller's number on inbound calls, the assistant's on outbound ones. */
function callerIdOf({ call }: AiLeg, { callerId }: TransferDestination): string | undefined {
  if (callerId) return callerId;
  const { type, customer, phoneNumber } = call.origin;
  return type === 'inboundPhoneCall' ? customer?.number : phoneNumber?.number;
}

function dialTwiml(destination: TransferDestination, callerId: string | undefined): string {
  const caller = callerId ? ` callerId="${escaped(callerId)}"` : '';
  const target =
    destination.type === 'sip'
      ? `<Sip>${escaped(destination.sipUri ?? '')}</Sip>`
      : `<Number>${escaped(destination.number ?? '')}</Number>`;
  return `<?xml version="1.0" encoding="UTF-8"?><Response><Dial${caller}>${target}</Dial></Response>`;
}

function address({ number, sipUri }: TransferDestination): string | undefined {
  return number ?? sipUri;
}

function escaped(text: string): string {
  return text.replace(/[<>&"]/g, (c) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' })[c] ?? c);
}
