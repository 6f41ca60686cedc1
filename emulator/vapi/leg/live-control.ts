import type { ControlMessage } from '../rest/control-schema';
import type { AiLeg } from './ai-leg';
import { handOver } from './handoff';
import { transfer } from './transfer';

/** Does what a message to the control URL asks for; false when the emulator does not serve it. */
export function takeControl(leg: AiLeg, message: ControlMessage): boolean {
  leg.journal('ai.control', { message });
  switch (message.type) {
    case 'say':
      say(leg, message);
      return true;
    case 'add-message': {
      const { role, content } = message.message;
      if (role === 'user') leg.conversation.addUser(content ?? '', leg.env.ctx.clock.now());
      else if (role === 'assistant') leg.conversation.addBot(content ?? '', leg.env.ctx.clock.now());
      else leg.conversation.addSystem(content ?? '');
      leg.conversationChanged();
      if (message.triggerResponseEnabled ?? true) leg.turns.instructed(content ?? '');
      return true;
    }
    case 'control':
      switchOver(leg, message.control);
      return true;
    case 'end-call':
      leg.end(leg.env.behaviour.endedReasons.endedByControl, 'hangs-up');
      return true;
    case 'transfer':
      transfer(leg, message.destination, message.content);
      return true;
    case 'handoff':
      handOver(leg, message.destination, message.content);
      return true;
    case 'send-transport-message':
      return sendToTransport(leg, message.message);
  }
}

/** What TwiML does to the call that Vapi is in is assumed: it takes the place of the stream. */
function sendToTransport(leg: AiLeg, message: TransportMessage): boolean {
  if (message.transport !== 'twilio') return false;
  if (leg.call.origin.isBypass) leg.journal('ai.transport-message-not-sent');
  else leg.redirect(message.twiml);
  return true;
}

type TransportMessage = Extract<ControlMessage, { type: 'send-transport-message' }>['message'];

function say(leg: AiLeg, message: Extract<ControlMessage, { type: 'say' }>): void {
  if (!message.content) return;
  const line = {
    text: message.content,
    isInterruptible: message.interruptionsEnabled ?? true,
    after: () => {
      if (message.endCallAfterSpoken) leg.end('assistant-ended-call-after-message-spoken', 'hangs-up');
    },
  };
  if (message.interruptAssistantEnabled) leg.speech.replace(line);
  else leg.speech.say(line);
}

function switchOver(leg: AiLeg, control: Extract<ControlMessage, { type: 'control' }>['control']): void {
  switch (control) {
    case 'mute-assistant':
      return leg.speech.mute();
    case 'unmute-assistant':
      return leg.speech.unmute();
    case 'mute-customer':
      return leg.muteCustomer(true);
    case 'unmute-customer':
      return leg.muteCustomer(false);
    case 'say-first-message':
      return leg.greet();
  }
}
