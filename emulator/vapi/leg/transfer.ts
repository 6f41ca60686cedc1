import type { TransferDestination } from '../rest/destination-schema';
import { dialTwiml } from '../twiml';
import type { AiLeg } from './ai-leg';
import { addressOf, announcement, callerIdOf, rendered } from './destination';
import { summary } from './reports';

/** From the start of a blind transfer to the end of the Vapi call, as captured. */
const FORWARDED_AFTER_MS = 30;

/**
 * Vapi's own blind transfer: the announcement, `forwarding`, other TwiML for the caller, and the Vapi call is over
 * whether anybody answers or not. It does not run for a bypassed provider or a web call.
 * Source: https://docs.vapi.ai/call-forwarding.
 */
export function transfer(leg: AiLeg, to: TransferDestination, content: string | undefined): void {
  const destination = rendered(leg, to);
  const { origin } = leg.call;
  const isPossible =
    origin.type !== 'webCall' && (!origin.isBypass || leg.env.behaviour.transfersBypassedCalls);
  if (!isPossible) {
    leg.journal('ai.transfer-not-run', { to: addressOf(destination) });
    return;
  }
  const words = content ?? announcement(destination);
  if (words === '') forward(leg, destination);
  else leg.speech.say({ text: words, isInterruptible: false, after: () => forward(leg, destination) });
}

function forward(leg: AiLeg, destination: TransferDestination): void {
  const { call, conversation } = leg;
  if (call.isEnded) return;
  call.status = 'forwarding';
  call.destination = destination;
  leg.turns.stop();
  leg.journal('ai.forwarding', { to: addressOf(destination) });
  leg.post('status-update', {
    status: 'forwarding',
    destination,
    messages: conversation.messages,
    messagesOpenAIFormatted: conversation.openAiFormatted(),
    transcript: conversation.transcript(),
    summary: summary(leg),
  });
  leg.env.ctx.clock.after(FORWARDED_AFTER_MS, () => leg.end('assistant-forwarded-call', 'stream-is-gone'));
  leg.redirect(dialTwiml(destination, callerIdOf(call, destination)));
}
