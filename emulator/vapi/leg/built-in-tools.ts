import type { BuiltInTool, TransferCallTool } from '../rest/tool-schema';
import { SquadMember, TransferDestination } from '../rest/destination-schema';
import type { ToolMessage } from '../rest/tool-message-schema';
import { objectIn } from '../webhooks/json-answer';
import { runHandoff } from './handoff';
import type { Leg } from './leg';
import { messageOf, wordsOf } from './tool-messages';
import { transfer } from './transfer';

type Arguments = Readonly<Record<string, unknown>>;

/** A tool that Vapi itself runs. Resolves to what the model is told, or to undefined where it is told nothing. */
export async function runBuiltIn(leg: Leg, tool: BuiltInTool, args: Arguments): Promise<string | undefined> {
  switch (tool.type) {
    case 'endCall':
      say(leg, leg.call.assistant.settings.endCallMessage, () => leg.end('assistant-ended-call', 'hangs-up'));
      return undefined;
    case 'voicemail':
      say(leg, leg.call.assistant.settings.voicemailMessage, () => leg.end('voicemail', 'hangs-up'));
      return undefined;
    case 'dtmf':
      return pressKeys(leg, args.dtmf);
    case 'transferCall':
      return runTransfer(leg, tool, args);
    case 'handoff':
      return runHandoff(leg, tool, args);
  }
}

/** Source: https://docs.vapi.ai/tools/default-tools (`dtmf`). */
function pressKeys(leg: Leg, keys: unknown): string | undefined {
  if (typeof keys !== 'string' || !/^[0-9*#wW]+$/.test(keys))
    return 'dtmf must hold keys: 0 to 9, *, # and w';
  leg.journal('ai.dtmf', { keys });
  leg.press(keys);
  return undefined;
}

function say(leg: Leg, words: string | undefined, after: () => void): void {
  if (words) leg.speech.say({ text: leg.rendered(words), isInterruptible: false, after });
  else after();
}

/** Source: https://docs.vapi.ai/call-forwarding, https://docs.vapi.ai/calls/call-dynamic-transfers. */
async function runTransfer(leg: Leg, tool: TransferCallTool, args: Arguments): Promise<string | undefined> {
  const { destinations = [] } = tool;
  const found =
    destinations.length > 0 || args.destination !== undefined
      ? { destination: chosen(destinations, args.destination) }
      : await askForDestination(leg);
  if ('error' in found) return found.error;
  const { destination } = found;
  if (!destination) return `there is no destination ${String(args.destination)}`;
  if (destination.type === 'assistant') return 'the emulator does not serve squads';
  const start = messageOf(tool.messages, 'request-start', args);
  transfer(leg, destination, found.words, undefined, wordsOf(start));
  return undefined;
}

type Destination = NonNullable<TransferCallTool['destinations']>[number];
type Found =
  { readonly destination: Destination | undefined; readonly words?: string } | { readonly error: string };

/** The one that the model names by number, address or assistant; the only one where it names none. */
function chosen(destinations: readonly Destination[], named: unknown): Destination | undefined {
  if (named === undefined) return destinations[0];
  if (destinations.length === 0) return { type: 'number', number: String(named) };
  return destinations.find((one) => nameOf(one) === named);
}

function nameOf(destination: Destination): string {
  switch (destination.type) {
    case 'number':
      return destination.number;
    case 'sip':
      return destination.sipUri;
    case 'assistant':
      return destination.assistantName;
  }
}

async function askForDestination(leg: Leg): Promise<Found> {
  const type = 'transfer-destination-request';
  if (!leg.env.serverMessages.isSubscribed(leg.call, type)) return { error: 'no destination is known' };
  const answer = await leg.ask(type, {});
  const { destination, message, error } = (answer?.status === 200 && objectIn(answer.body)) || {};
  if (typeof error === 'string') return { error };
  const parsed = TransferDestination.or(SquadMember).safeParse(destination);
  if (!parsed.success) return { error: 'the server names no destination' };
  return { destination: parsed.data, words: wordsOf(message as ToolMessage | undefined) };
}
