import type { AiLeg } from '../domain/ai-leg';
import type { ConsoleSession } from '../domain/console-session';
import type { CallContext } from '../domain/context';
import type { Handoff } from '../domain/handoff/record';
import type { Outcome } from '../domain/handoff/outcome';
import type { ReservationNote } from '../domain/reservation-note';
import type { WrapUpLine } from '../domain/wrap-up';
import type { Answer, ReadAnswer, WriteAnswer } from './answer';

/**
 * Versioned values under unguessed keys. A stored value that does not pass its schema counts as `refused` with status 422.
 * Source: https://www.twilio.com/docs/sync/api/map-item-resource
 */
export interface Items<T> {
  read(key: string): Promise<ReadAnswer<T>>;
  /** `conflict` when the key is taken. */
  create(key: string, value: T): Promise<WriteAnswer>;
  /** Replaces the value if its revision is still `revision`. */
  replace(key: string, value: T, revision: string): Promise<WriteAnswer>;
}

/** Key: the caller's CallSid. */
export interface Handoffs extends Items<Handoff> {
  /** What the sweeper looks at, with its key; may miss what was written just now. */
  list(): Promise<Answer<readonly { readonly callSid: string; readonly handoff: Handoff }[]>>;
}

/** Key: the Vapi call id. */
export interface AiLegs extends Items<AiLeg> {
  list(): Promise<Answer<readonly { readonly leg: string; readonly value: AiLeg }[]>>;
}

/** Key: the reservation SID. */
export type Reservations = Items<ReservationNote>;

/** Key: the caller's CallSid. Documents: `create` answers `conflict` when one exists. */
export interface Contexts extends Items<CallContext> {
  /**
   * Lets an identity of access tokens read this context, and nothing else.
   * Source: https://www.twilio.com/docs/sync/api/document-permission-resource
   */
  show(callSid: string, identity: string): Promise<Answer<void>>;
  /** Takes that back; `refused` with status 404 where there is nothing to take back. */
  hide(callSid: string, identity: string): Promise<Answer<void>>;
  /** What it is called where it is stored. */
  nameOf(callSid: string): string;
}

/** Key: the id of the link that was exchanged for it. Documents. */
export type Sessions = Items<ConsoleSession>;

/** At least once: an entry may stand there twice; (callSid, handoff) tells which belong together, and `reservation` of what agents said. */
export interface Outcomes {
  append(line: Outcome | WrapUpLine): Promise<Answer<void>>;
}
