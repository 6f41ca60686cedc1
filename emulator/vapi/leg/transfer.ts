import type { TransferDestination } from '../rest/destination-schema';
import { dialTwiml } from '../twiml';
import { CALL_HOST } from '../options';
import { addressOf, callerIdOf, rendered } from './destination';
import type { Leg } from './leg';
import { greetingOf } from './operator';
import { summary } from './reports';
import { wordsOf } from './tool-messages';

/** From the start of a transfer to the end of the Vapi call, as captured. */
const FORWARDED_AFTER_MS = 30;

/**
 * Vapi's own transfer: the announcement (`content`, else the destination's message, else `otherwise`), `forwarding`, other
 * TwiML for the caller, and the Vapi call is over whether anybody answers or not. It does not run for a bypassed provider
 * or a web call. Source: https://docs.vapi.ai/call-forwarding.
 */
export function transfer(
  leg: Leg,
  to: TransferDestination,
  content: string | undefined,
  reason = 'assistant-forwarded-call',
  otherwise = 'Transferring the call now',
): void {
  const destination = rendered(leg, to);
  if (!isTransferable(leg)) {
    leg.journal('ai.transfer-not-run', { to: addressOf(destination) });
    return;
  }
  const words = content ?? wordsOf(destination.message) ?? otherwise;
  if (words === '') forward(leg, destination, reason);
  else {
    const text = leg.rendered(words);
    leg.speech.say({ text, isInterruptible: false, after: () => forward(leg, destination, reason) });
  }
}

/** Whether Vapi holds the call, and can give it other TwiML. */
export function isTransferable({ call: { origin }, env }: Leg): boolean {
  return origin.type !== 'webCall' && (!origin.isBypass || env.behaviour.transfersBypassedCalls);
}

function forward(leg: Leg, destination: TransferDestination, reason: string): void {
  const { call, conversation } = leg;
  if (call.isEnded || leg.isLeftToServer({ request: 'forward', destination })) return;
  call.status = 'forwarding';
  call.destination = destination;
  leg.turns.stop();
  leg.journal('ai.forwarding', { to: addressOf(destination), mode: destination.transferPlan?.mode });
  leg.post('transfer-update', { destination });
  leg.post('status-update', {
    status: 'forwarding',
    destination,
    messages: conversation.known(),
    messagesOpenAIFormatted: conversation.openAiFormatted(),
    transcript: conversation.transcript(),
    summary: summary(leg),
  });
  leg.env.ctx.clock.after(FORWARDED_AFTER_MS, () => leg.end(reason, 'stream-is-gone'));
  call.operator = greetingOf(leg, destination);
  const whisperUrl = call.operator && `https://${CALL_HOST}/${call.id}/operator`;
  leg.redirect(dialTwiml(destination, { callerId: callerIdOf(call, destination), whisperUrl }));
}
