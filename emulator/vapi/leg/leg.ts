import type { EmulatorContext } from '../../core/context';
import type { WebhookAnswer } from '../../core/webhooks';
import type { VapiBehaviour } from '../behaviour';
import type { Call } from '../call';
import type { Persona } from '../persona/persona';
import type { Asking, ServerMessages } from '../webhooks/server-messages';
import type { Conversation } from './conversation';
import type { Speech } from './speech';

/** What every AI leg is given. */
export interface LegEnvironment {
  readonly ctx: EmulatorContext;
  readonly behaviour: VapiBehaviour;
  readonly serverMessages: ServerMessages;
  readonly persona: Persona;
}

/** How the stream is left when the AI's side ends the call. */
export type Farewell = 'closes-stream' | 'hangs-up' | 'stream-is-gone';

/** The parts of an AI leg as its other parts see them. */
export interface Leg {
  readonly call: Call;
  readonly env: LegEnvironment;
  readonly conversation: Conversation;
  readonly speech: Speech;
  /** Sends a server message if the assistant subscribed to it; the answer is not waited for. */
  post(type: string, fields?: Readonly<Record<string, unknown>>): void;
  /** Sends a server message whether subscribed or not. */
  ask(
    type: string,
    fields: Readonly<Record<string, unknown>>,
    asking?: Asking,
  ): Promise<WebhookAnswer | undefined>;
  journal(kind: string, fields?: Readonly<Record<string, unknown>>): void;
  conversationChanged(): void;
  end(reason: string, farewell?: Farewell): void;
}
