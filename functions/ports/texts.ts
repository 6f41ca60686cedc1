/** What a caller hears outside the AI. Values: department (a word of the vocabulary, '' for any), place, minutes. */
export type CallerTextKey =
  | 'caller.holdAfterAiLost'
  | 'caller.holdAfterVapiDown'
  | 'caller.holdAfterAgentDrop'
  | 'caller.holdWaiting'
  | 'caller.holdPlace'
  | 'caller.holdNext'
  | 'caller.holdWait'
  | 'caller.holdWaitShort'
  /** The agent has put the caller on hold. */
  | 'caller.held'
  | 'caller.nobody'
  | 'caller.backToAi'
  | 'caller.tryAgain'
  | 'caller.unavailable'
  | 'caller.goodbye';

/** What an agent hears. Values of the whisper: department, reason ('' when unknown). */
export type AgentTextKey =
  | 'agent.whisper'
  /** Another agent has the caller and passes the call on. */
  | 'agent.whisperTransfer'
  | 'agent.whisperAgain'
  | 'agent.stillConnecting'
  | 'agent.declined'
  | 'agent.noAnswer'
  | 'agent.callerGone'
  | 'agent.taken'
  | 'agent.failed'
  | 'agent.returned'
  | 'agent.goodbye'
  /** Vapi's own transfer: the call comes to this phone in a moment. */
  | 'agent.callComes';

/** What a supervisor hears who listens to a call. */
export type SupervisorTextKey = 'supervisor.join' | 'supervisor.over';

/** Tool results and notes for the AI, and what it is made to say. Values: department, place, minutes. */
export type AiTextKey =
  | 'ai.looking'
  | 'ai.lookingPlace'
  | 'ai.lookingNext'
  | 'ai.lookingWait'
  | 'ai.lookingWaitShort'
  | 'ai.alreadyLooking'
  | 'ai.noCall'
  | 'ai.cannot'
  | 'ai.busySay'
  | 'ai.busyNote'
  | 'ai.keywordSay'
  | 'ai.keywordNote'
  | 'ai.fallback'
  | 'ai.flush';

/** An AI leg that gets the caller back. Values of `backContext`: context. */
export type BackTextKey =
  | 'assistant.backAfterNoAgent'
  | 'assistant.backAfterAgent'
  | 'assistant.backAfterFailure'
  | 'assistant.backContext'
  | 'assistant.backWhyNoAgent'
  | 'assistant.backWhyAgent'
  | 'assistant.backWhyFailure';

export type TextKey = CallerTextKey | AgentTextKey | SupervisorTextKey | AiTextKey | BackTextKey;

/** Something to be said: adapters look it up, fill in the values and make it safe for where it goes. */
export interface Text {
  readonly key: TextKey;
  readonly language: string;
  readonly values?: Readonly<Record<string, string>>;
}
