/** What the emulated products ask of each other. Wired in `emulator/index.ts`. */

/** Voice, as TaskRouter's assignment instructions use it. */
export interface VoiceForTaskRouter {
  /** Places an outbound call as `POST /Calls` would and answers with its CallSid. Throws the `TwilioError` that it would answer with. */
  createCall(request: OutboundCallRequest): string;
  /** True while the call is queued, ringing or in progress. */
  isLive(callSid: string): boolean;
  /** Gives an in-progress call new TwiML from `url`; false when the call is not in progress. */
  redirect(callSid: string, url: string): boolean;
  /** Ends a call that has not ended. */
  hangUp(callSid: string): void;
  /** Calls once when the call has ended; at once when it already has. */
  onEnd(callSid: string, listener: () => void): void;
  /** Whether somebody waits in a queue for this task. */
  isQueued(taskSid: string): boolean;
  /** Calls somebody into a conference, as `POST /Participants` with these parameters would; throws as that would. */
  invite(
    conferenceName: string,
    parameters: ParticipantParameters,
  ): { callSid: string; conferenceSid: string };
  /** Moves a call that waits in a queue, or is in progress, into a conference; false when it is neither. */
  bring(conferenceName: string, callSid: string, parameters: ParticipantParameters): boolean;
  /** Calls once when the call is in the conference; at once when it already is. */
  onJoin(conferenceName: string, callSid: string, listener: () => void): void;
  /** Changes somebody in a conference, as `POST /Participants/{CallSid}` with these parameters would; false when he is not there. */
  changeParticipant(conferenceName: string, callSid: string, parameters: ParticipantParameters): boolean;
  isInConference(conferenceName: string, callSid: string): boolean;
  /** Whether the conference has started and not ended. */
  isConferring(conferenceName: string): boolean;
}

/** Parameters of `POST /Participants` by their names there. */
export type ParticipantParameters = Readonly<Record<string, string | readonly string[]>>;

export interface OutboundCallRequest {
  readonly to: string;
  readonly from: string;
  readonly url?: string;
  readonly twiml?: string;
  readonly statusCallback?: string;
  readonly statusCallbackEvents?: readonly string[];
  /** POST unless this says GET. */
  readonly statusCallbackMethod?: 'GET' | 'POST';
  /** What the status callback is told besides the call's own parameters. */
  readonly statusCallbackParameters?: Readonly<Record<string, string>>;
  readonly timeoutSeconds?: number;
  readonly record?: string;
}

/** TaskRouter, as `<Enqueue workflowSid>` and `<Dial><Queue reservationSid>` use it. */
export interface TaskRouterForVoice {
  createTask(request: {
    workflowSid: string;
    attributes: Record<string, unknown>;
    priority?: number;
    timeoutSeconds?: number;
  }): string;
  cancelTask(taskSid: string, reason: string): void;
  /** The task that this reservation is for, while the reservation is pending. */
  pendingTask(reservationSid: string): string | undefined;
  /** False when the reservation is not pending any more. */
  acceptReservation(reservationSid: string): boolean;
  /** The worker's talk is over: an accepted reservation is wrapping from now on, the worker in the activity given. */
  wrapUp(reservationSid: string, activitySid?: string): void;
}

/** Vapi, as `<Connect><Stream>` uses it: the far end of a media stream. */
export interface StreamPeers {
  /** The peer that listens on this `wss:` URL, or undefined when nobody does (Twilio then ends the stream). */
  find(url: string): StreamPeer | undefined;
}

/** The AI's side of a media stream. Voice calls these; each call happens at the emulator's present moment. */
export interface StreamPeer {
  opened(stream: MediaStream): void;
  /**
   * The caller starts to speak; the words are known from the start, the speech lasts `durationMs`. A caller who was
   * already speaking when the stream opened is not reported.
   */
  callerStarted(utterance: Utterance): void;
  /** The caller finished speaking, or was cut short. */
  callerFinished(utterance: Utterance): void;
  dtmf(digits: string): void;
  /** The stream is gone: the caller hung up, or the call was given other TwiML. */
  closed(reason: 'caller-hung-up' | 'redirected' | 'ended-by-peer'): void;
}

export interface Utterance {
  readonly text: string;
  readonly durationMs: number;
}

/** Voice's side of a media stream. */
export interface MediaStream {
  readonly callSid: string;
  /** The caller's number and the number that was called. */
  readonly from: string;
  readonly to: string;
  /** The `<Parameter>`s of the `<Stream>`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Plays speech to the caller from now on; a second call replaces what still plays. `done` runs when it was played to its end. */
  speak(utterance: Utterance, done: () => void): void;
  /** Ends what still plays, at once. */
  hush(): void;
  /** Background sound under the conversation (Vapi `backgroundSound`): the caller never hears a dead line. */
  ambience(on: boolean): void;
  /** Plays keys to the caller, one after another; `w` waits half a second. */
  press(keys: string): void;
  /** The peer closes the stream: Twilio goes on with the verb after `<Connect>`. */
  close(): void;
  /** The peer ends the whole call by the REST API, as a platform that holds the account's credentials can. */
  endCall(): void;
  /** The peer gives the call other TwiML by the REST API (Vapi's own transfer). */
  redirect(twiml: string): void;
}

/** How a number that the account owns, or an application, answers calls. Empty text: nothing is set. */
export interface VoiceNumber {
  readonly sid: string;
  readonly voiceUrl: string;
  readonly voiceMethod: string;
  readonly voiceFallbackUrl: string;
  readonly voiceFallbackMethod: string;
  readonly statusCallback: string;
  readonly statusCallbackMethod: string;
}

/** The account's numbers and applications, as Voice asks for them. */
export interface NumberDirectory {
  /** How this number, or `app:` and the SID of an application, answers calls; undefined when the account has none such. */
  find(address: string): VoiceNumber | undefined;
  /** Whether calls may show this number: the account owns it, or somebody proved that it is his. */
  mayShow(e164: string): boolean;
  /** Somebody proved that this number is his. Answers with the SID of the new caller id. */
  verified(e164: string, friendlyName: string | undefined): string;
}

/** The people (and machines) behind phone numbers, as Voice rings them. */
export interface FarEnds {
  /** Who answers this number (`+1…`, `client:…`, `sip:…`), or undefined: the number does not exist. */
  find(address: string): FarEnd | undefined;
}

export interface FarEnd {
  /** The phone rings. The far end answers, refuses or lets it ring through `line`. */
  ring(line: Line): void;
}

/** One phone call as the person who holds the phone has it. */
export interface Line {
  readonly callSid: string;
  readonly from: string;
  readonly to: string;
  /** Takes an incoming call; `machine` is what answering machine detection finds. */
  answer(by?: 'human' | 'machine'): void;
  /** Refuses an incoming call. */
  refuse(how: 'busy' | 'failed'): void;
  /** Speaks; `done` runs at the end of the words. A second call cuts the first short, whose `done` then never runs. */
  speak(utterance: Utterance, done: () => void): void;
  /** Whether the person has the word and is silent (thinking, reaching for a key): nobody owes him a sound then. */
  ownTurn(on: boolean): void;
  press(digits: string): void;
  hangUp(): void;
  /** The line breaks: nobody said goodbye. */
  breakOff(): void;
  onHear(listener: (heard: Heard) => void): void;
  onState(listener: (state: LineState) => void): void;
}

export type LineState = 'ringing' | 'in-progress' | 'ended';

/** Something starts or ends being audible on a line. `text` where words are heard. */
export interface Heard {
  readonly phase: 'started' | 'ended';
  readonly source: AudioSource;
  readonly text?: string;
}

/** What a leg can hear. `keys` are the tones of a keypad; `ambience` is the background sound of an AI leg: not silence, not speech. */
export type AudioSource = 'ai' | 'human' | 'announcement' | 'keys' | 'music' | 'ring' | 'ambience';

/** Where deployed Functions run: the emulated Serverless product hands builds to it. */
export interface FunctionsRuntime {
  /** Replaces what runs at this domain. Resolves when requests are served by the new build. */
  deploy(deployment: DeployedBuild): Promise<void>;
  undeploy(domainName: string): Promise<void>;
  /** What the Functions at this domain printed, oldest first. */
  logs(domainName: string): readonly FunctionLog[];
}

/** One line that a Function printed. */
export interface FunctionLog {
  readonly sid: string;
  /** The same for all lines of one invocation. */
  readonly requestSid: string;
  readonly atMs: number;
  readonly path: string;
  readonly level: 'INFO' | 'WARN' | 'ERROR';
  readonly message: string;
}

export interface DeployedBuild {
  readonly domainName: string;
  readonly serviceSid: string;
  readonly environmentSid: string;
  /** Shown to functions as ACCOUNT_SID and AUTH_TOKEN when the service includes credentials. */
  readonly includeCredentials: boolean;
  readonly variables: Readonly<Record<string, string>>;
  readonly files: readonly DeployedFile[];
}

export interface DeployedFile {
  readonly kind: 'function' | 'asset';
  /** URL path, e.g. `/voice/inbound`. */
  readonly path: string;
  readonly visibility: 'public' | 'protected' | 'private';
  readonly content: Buffer;
  readonly contentType: string;
}
