import type { Ear } from '../domain/supervision';
import type { Text } from './texts';

/** A URL of the control service, without `.protected`. */
export type Route =
  | 'voice/after-ai'
  | 'voice/hold'
  | 'voice/after-bridge'
  | 'voice/held'
  | 'agent/whisper'
  | 'agent/accept'
  | 'agent/status'
  | 'agent/after'
  | 'agent/wait'
  | 'conference/status'
  | 'supervisor/join'
  | 'supervisor/alone';

export interface RouteRef {
  readonly route: Route;
  readonly query: Readonly<Record<string, string>>;
}

/** What a phone call does next, one verb after another. Adapters render it to TwiML. */
export type VoiceAnswer = readonly Verb[];

export type Verb =
  | { readonly verb: 'say'; readonly text: Text }
  /** Hold music for `seconds`, then the next verb. */
  | { readonly verb: 'music'; readonly seconds: number }
  /** Says `say` and waits for one digit; without one, the next verb. */
  | {
      readonly verb: 'gather';
      readonly say: readonly Text[];
      readonly timeoutSeconds: number;
      readonly action: RouteRef;
    }
  /** `<Dial action hangupOnStar><Conference …>`; starts on enter, ends on exit, no beep. */
  | {
      readonly verb: 'conference';
      readonly name: string;
      /** `caller`, `agent`, or the reservation of an agent to whom the call is passed on. */
      readonly label: string;
      readonly action: RouteRef;
      readonly waitUrl: RouteRef;
      readonly statusCallback: RouteRef;
      readonly hangupOnStar: boolean;
    }
  /** The same for a supervisor: neither begins the conference nor ends it. */
  | {
      readonly verb: 'listen-in';
      readonly name: string;
      readonly label: string;
      readonly ear: Ear;
      /** The leg of the agent, who alone hears a whisper. */
      readonly agentCall: string;
      readonly waitUrl: RouteRef;
    }
  /** Vapi's own TwiML (`<Connect><Stream/></Connect>`), as it came. */
  | { readonly verb: 'connect'; readonly twiml: string }
  | { readonly verb: 'redirect'; readonly to: RouteRef }
  | { readonly verb: 'hangup' };
