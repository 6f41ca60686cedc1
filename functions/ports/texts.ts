/** What a caller hears outside the AI. */
export type CallerTextKey =
  /** First words of the hold loop: somebody is being looked for. */
  | 'caller.hold'
  /** The assistant is gone; a colleague is being looked for. */
  | 'caller.ai-lost'
  /** The line to the colleague broke; another one is being looked for. */
  | 'caller.agent-drop'
  /** values: place, minutes */
  | 'caller.place-and-wait'
  /** values: place */
  | 'caller.place'
  | 'caller.still-waiting'
  /** Nobody can take the call, not even the assistant: call again later, goodbye. */
  | 'caller.nobody'
  /** Back to the assistant: one moment. */
  | 'caller.back-to-ai';

/** What an agent hears. */
export type AgentTextKey =
  /** values: who, reason (each may be empty) */
  | 'agent.whisper'
  /** values: summary */
  | 'agent.whisper-summary'
  | 'agent.press-1-or-2'
  | 'agent.declined'
  /** The call is no longer to be taken: somebody else has it, or it is over. */
  | 'agent.too-late'
  | 'agent.caller-left'
  /** Vapi transfer: hang up, the call comes to this phone in a moment. */
  | 'agent.call-comes'
  | 'agent.connecting'
  | 'agent.after-call'
  | 'agent.given-back'
  /** Something failed: the call could not be connected. */
  | 'agent.trouble';

/** What the AI is told (tool results, single-line; notes) or says. */
export type AiTextKey =
  | 'ai.looking'
  /** values: place */
  | 'ai.looking-place'
  /** values: place, minutes */
  | 'ai.looking-place-and-wait'
  /** Tool result: no handoff can be made of a call that is not a phone call. */
  | 'ai.no-phone-call'
  /** Tool result: it did not work, say so and offer what else can be done. */
  | 'ai.failed'
  /** Tool result for an AI leg whose caller is already elsewhere. */
  | 'ai.elsewhere'
  /** Said to the caller: everyone is busy. */
  | 'ai.nobody'
  /** System note beside it: what to do now. */
  | 'ai.nobody-note'
  /** Said on a handoff by keyword, for which there is no tool result. */
  | 'ai.keyword'
  /** Flush before Vapi's own transfer. */
  | 'ai.connecting'
  /** Fallback when the transfer met an ended call. */
  | 'ai.transfer-failed'
  /** First messages of an AI leg that gets the caller back. */
  | 'ai.back-from-agent'
  | 'ai.back-nobody'
  /** System notes for that leg; values: summary */
  | 'ai.back-from-agent-note'
  | 'ai.back-nobody-note';

export type TextKey = CallerTextKey | AgentTextKey | AiTextKey;

/** Something to be said: adapters look it up, fill in the values and make it safe for where it goes. */
export interface Text {
  readonly key: TextKey;
  readonly language: string;
  readonly values?: Readonly<Record<string, string>>;
}
