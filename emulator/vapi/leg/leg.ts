import type { EmulatorContext } from '../../core/context';
import type { WebhookAnswer } from '../../core/webhooks';
import type { VapiBehaviour } from '../behaviour';
import type { Call } from '../call';
import type { Speaker } from '../calls';
import type { EffectiveAssistant } from '../effective-assistant';
import type { Persona } from '../persona/persona';
import type { HandoffAssistant } from '../rest/handoff-schema';
import type { Asking, ServerMessages } from '../webhooks/server-messages';
import type { Conversation } from './conversation';
import type { Hooks } from './hooks';
import type { Speech } from './speech';
import type { SpokenTurns } from './spoken-turns';
import type { Turns } from './turns';

/** What every AI leg is given. */
export interface LegEnvironment {
  /** Who would speak by this description; undefined where there is no such assistant. */
  readonly assistantOf: (speaker: Speaker) => NextAssistant | undefined;
  readonly ctx: EmulatorContext;
  readonly behaviour: VapiBehaviour;
  readonly serverMessages: ServerMessages;
  readonly persona: Persona;
}

/** An assistant that takes a call over. */
export interface NextAssistant {
  readonly assistant: EffectiveAssistant;
  readonly assistantId?: string;
}

/** How the stream is left when the AI's side ends the call. */
export type Farewell = 'closes-stream' | 'hangs-up' | 'stream-is-gone';

/** The parts of an AI leg as its other parts see them. */
export interface Leg {
  readonly call: Call;
  readonly env: LegEnvironment;
  readonly conversation: Conversation;
  readonly speech: Speech;
  readonly turns: Turns;
  readonly hooks: Hooks;
  readonly spokenTurns: SpokenTurns;
  /** Sends a server message if the assistant subscribed to it; the answer is not waited for. */
  post(type: string, fields?: Readonly<Record<string, unknown>>): void;
  /** Sends a server message whether subscribed or not. */
  ask(
    type: string,
    fields: Readonly<Record<string, unknown>>,
    asking?: Asking,
  ): Promise<WebhookAnswer | undefined>;
  journal(kind: string, fields?: Readonly<Record<string, unknown>>): void;
  /** The text with the call's values in it. */
  rendered(text: string): string;
  conversationChanged(): void;
  /** Plays keys to the caller. */
  press(keys: string): void;
  /** Gives the caller's call other TwiML. */
  redirect(twiml: string): void;
  handOver(next: NextAssistant, destination: HandoffAssistant): void;
  /** Whether this is left to the assistant's server, which is asked for it. */
  isLeftToServer(request: Readonly<Record<string, unknown>>): boolean;
  end(reason: string, farewell?: Farewell): void;
}
