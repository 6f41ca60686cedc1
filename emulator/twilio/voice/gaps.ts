import { assumed, documented, type Gaps } from '../../core/gap';

const TWIML = 'https://www.twilio.com/docs/voice/twiml';
const CALLS = 'https://www.twilio.com/docs/voice/api/call-resource';

export const VOICE_GAPS: Gaps = {
  missing: [
    ...documented(
      TWIML,
      'A verb or noun that is not served is written to the journal (`twiml.not-served`) and passed over: transcription, `<Pay>`, `<Refer>`, `<Sms>`, `<Start>`, `<Connect>` with anything but `<Stream>`.',
    ),
    ...documented(
      CALLS,
      'Taken without effect, and said so in the journal (`call.not-served`): `CallerId`, `CallReason`, `CallToken`, `ClientNotificationUrl`, `Trim`, `SipAuthUsername` and `SipAuthPassword` of calls and participants; of participants also `CallerDisplayName`, `ConferenceTrim`, `EarlyMedia`, `JitterBufferSize` and `Region`.',
      'An account has no trunks of its own carrier: `Byoc` is 400 / 21300. Transcriptions and payments of a call.',
      'Thresholds of machine detection are checked and have no effect; of time-outs only that of the whole counts.',
    ),
    ...documented(
      `${TWIML}/dial`,
      '`ringTone`, `trim` and `referUrl` of `<Dial>` have no effect; the document of `<Number url>` may hold any verb but `<Dial>`.',
    ),
  ],
  simpler: [
    ...documented(
      'https://www.twilio.com/docs/voice/api/recording',
      'A recording is as long as what it is of and completed at once; its WAV or MP3 file is silence. `transcribe`, `trim` (but of `<Record>`), `recordingTrack` and encryption have no effect. What is deleted is gone: `IncludeSoftDeleted` finds nothing.',
    ),
    ...documented(
      `${TWIML}/say`,
      'Words take 15 characters a second, a WAV file as long as it is, any other sound and one that cannot be reached 20 s; beeps make no sound (the journal has them).',
    ),
    ...documented(
      `${TWIML}/gather`,
      'Speech in `<Gather>` is text that is always understood, in any language and by any model, with `Confidence` 0.9; `hints`, `enhanced` and `profanityFilter` are checked and have no effect, whether a model knows a language is not checked.',
      'Words that begin before the `<Gather>` does are not heard.',
    ),
    ...documented(
      'https://www.twilio.com/docs/voice/answering-machine-detection',
      'Machine detection takes 3 s and is always right.',
    ),
    ...documented(
      CALLS,
      'A phone rings 300 ms after it is dialled.',
      'Calls per second are not limited unless asked for (`callsPerSecond`; a new account has 1).',
    ),
    ...documented(
      'https://www.twilio.com/docs/voice/api/conference-resource',
      '`WaitUrl` of an update of a participant is in the journal (`call.not-served`) and has no effect.',
      'An announcement to a whole conference is fetched once for each participant.',
    ),
    ...documented(
      'https://www.twilio.com/docs/voice/media-streams',
      'The peer of a stream hears of words that begin while the stream is open, in text; there is no audio.',
    ),
  ],
  assumed: assumed(
    'A call of a Voice SDK to an application has an empty `To`, the `ApplicationSid`, and no other parameters of its own; what the SDK and Twilio say to each other is not served, somebody dials `app:AP…` by the controls.',
    'New TwiML by REST takes the leg out of its conference or stream at the moment of the request, before the document of a `Url` is there.',
    '`Status=completed` on a call that rings leaves it `canceled`; any update of a call that has ended is 400 / 21220.',
    '`participant-join` of the one who starts a conference comes before `conference-start`; of several who leave with the end, `participant-leave` comes before `conference-end`.',
    'The action of a `<Dial>` is asked when the caller hangs up (its answer is not used), not when the call gets other TwiML; that of an `<Enqueue>` then too, with `redirected` or `redirected-from-bridged`.',
    'A caller in `<Enqueue workflowSid>` who leaves the queue by `<Leave>` or other TwiML keeps his task; only hanging up cancels it.',
    'Who dials a queue in which nobody waits hears ringing; after the time-out `DialCallStatus` is `no-answer`, for a queue that there is not `failed`.',
    'A caller whose dequeuer hangs up during the document of `<Queue url>` goes on with `bridging-in-process`.',
    'Deleting a queue in which somebody waits is 400 / 20001.',
    'A second queue of the same name is 400 / 22003.',
    '`<Redirect>` and `<Pause>` as first verbs do not answer an inbound call. An inbound call whose TwiML fails is answered to hear the apology.',
    'The TwiML of a call with `SendDigits` begins after the last key; those of `<Number sendDigits>` come before its `url`. Of a call with `ApplicationSid` nothing else that handles it counts.',
    'A URL of a call or participant that is none is 400 / 21205, whichever parameter has it.',
    'A call that has not ended cannot be deleted: 400 / 21220; its recordings stay.',
    'A `callerId` of `<Dial>` that is neither of the call nor of the account is error 13214, and nobody is called: `failed`.',
    'Who is called to prove that a number is his has three tries, and hears no code.',
    'A call that nobody ends lasts four hours from its answer.',
    'Who dials a number of the account hears it ring until its TwiML answers. Such a call is two, each with its own status; where the called one is ended by REST before it is answered, the other is `no-answer`.',
    'Who presses a key is heard by those who are connected with him at that moment.',
    'Five seconds are added to every ring time-out, also that of `<Dial>`.',
    '`speechTimeout="auto"` of `<Gather>` takes half a second without a word for the end; the 60 seconds of speech begin with the first word. Partial results come in the middle and at the end of what is said at once, with a `SequenceNumber` from 0. Without input `actionOnEmptyResult` sends an empty `Digits`.',
    'A coach of nobody in the conference is in it all the same, heard by nobody (error 16028); a conference without a name is error 13237 and nobody joins it.',
    '`<Reject>` leaves a call `no-answer` unless its reason is `busy`. `Url` wins over `Twiml` in an update of a call too.',
    'An attribute with a value that it does not accept is a warning in the journal with the code of Twilio’s error dictionary, and its default counts.',
    'A stream that nobody takes goes on with the verb after `<Connect>`.',
  ),
};
