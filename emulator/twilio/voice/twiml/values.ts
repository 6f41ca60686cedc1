import { KEYS } from '../audio/keys';
import { type Element, textOf } from './document';

/** A warning of Twilio's debugger. */
export interface Warning {
  /** https://www.twilio.com/docs/api/errors */
  readonly code: number;
  readonly text: string;
}

type Rule = readonly [code: number, accepts: RegExp];

const METHOD = /^(GET|POST)$/i;
const FLAG = /^(true|false)$/i;
const SECONDS = /^\d+$/;
const EVENTS = /^(initiated|ringing|answered|completed)(\s+(initiated|ringing|answered|completed))*$/;
const TRIM = /^(trim-silence|do-not-trim)$/;
const RECORD = /^(true|false|do-not-record|record-from-(answer|ringing)(-dual)?)$/;
const MODEL =
  /^(default|numbers_and_commands|phone_call|experimental_(conversations|utterances)|googlev2_(long|short|telephony|telephony_short)|deepgram_.+)$/;
/** Characters of a `<Say>`. */
const LONGEST_WORDS = 4096;
/** Up to 500 entries of up to 100 characters. */
const HINTS = /^[^,]{0,100}(,[^,]{0,100}){0,499}$/;

/** What the attributes of an element accept. An attribute that is not here takes any text. */
const RULES: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  Gather: {
    finishOnKey: [13310, /^[0-9*#]*$/],
    method: [13312, METHOD],
    timeout: [13313, /^(\d+|auto)$/],
    numDigits: [13314, /^[1-9]\d*$/],
    input: [13326, /^(dtmf|speech|dtmf speech|speech dtmf)$/],
    speechTimeout: [13327, /^([1-9]\d*|auto)$/],
    maxSpeechTime: [13328, /^[1-9]\d*$/],
    partialResultCallbackMethod: [13329, METHOD],
    hints: [13330, HINTS],
    language: [13331, /^([a-zA-Z]{2,3}(-\w+)*|multi)$/],
    bargeIn: [13332, FLAG],
    profanityFilter: [13333, FLAG],
    speechModel: [13334, MODEL],
    actionOnEmptyResult: [13338, FLAG],
  },
  Dial: {
    method: [13210, METHOD],
    timeout: [13212, SECONDS],
    hangupOnStar: [13213, FLAG],
    timeLimit: [13216, SECONDS],
    record: [13217, RECORD],
    sequential: [13218, FLAG],
    answerOnBridge: [13219, FLAG],
    ringTone: [13220, /^[a-zA-Z-]+$/],
  },
  Number: { method: [13221, METHOD], sendDigits: [13222, KEYS], statusCallbackEvent: [12200, EVENTS] },
  Client: { method: [13221, METHOD], statusCallbackEvent: [12200, EVENTS] },
  Sip: { method: [13241, METHOD], statusCallbackEvent: [12200, EVENTS] },
  Conference: {
    muted: [13230, FLAG],
    endConferenceOnExit: [13231, FLAG],
    startConferenceOnEnter: [13232, FLAG],
    waitMethod: [13234, METHOD],
    beep: [13235, /^(true|false|onEnter|onExit)$/],
    trim: [13239, TRIM],
    participantLabel: [16023, /^(?!CA[0-9a-f]{32}$)[^/]{0,128}$/],
    coach: [13240, /^CA[0-9a-f]{32}$/],
  },
  Queue: { method: [14210, METHOD] },
  Enqueue: { method: [14201, METHOD], waitUrlMethod: [14206, METHOD] },
  Play: { loop: [13410, SECONDS], digits: [13430, KEYS] },
  Say: { loop: [13510, SECONDS] },
  Pause: { length: [13910, SECONDS] },
  Record: {
    method: [13610, METHOD],
    timeout: [13611, SECONDS],
    maxLength: [13612, /^[1-9]\d*$/],
    finishOnKey: [13613, /^[0-9*#]*$/],
    transcribe: [13614, FLAG],
    playBeep: [13616, FLAG],
    recordingStatusCallbackEvent: [
      13621,
      /^(in-progress|completed|absent)(\s+(in-progress|completed|absent))*$/,
    ],
    recordingTrack: [13622, /^(inbound|outbound|both)$/],
    trim: [13699, TRIM],
  },
  Redirect: { method: [13710, METHOD] },
  Reject: { reason: [13810, /^(rejected|busy)$/] },
};

/** What an element says of a value that an attribute does not accept; its default counts instead. */
export function invalidValues(element: Element): Warning[] {
  const { name, attributes } = element;
  const rules = RULES[name] ?? {};
  const invalid = Object.entries(attributes).flatMap(([attribute, value]): Warning[] => {
    const [code, accepts] = rules[attribute] ?? [];
    return code === undefined || accepts?.test(value)
      ? []
      : [{ code, text: `${name}: Invalid ${attribute} value ${value}` }];
  });
  const characters = name === 'Say' ? textOf(element).length : 1;
  if (characters === 0) invalid.push({ code: 13520, text: 'Say: Invalid text' });
  if (characters > LONGEST_WORDS) invalid.push({ code: 13521, text: 'Say: character limits exceeded' });
  return name === 'Gather' && attributes.speechTimeout === 'auto' && attributes.speechModel !== undefined
    ? [...invalid, { code: 13335, text: 'Gather: speechTimeout auto cannot be used with a speechModel' }]
    : invalid;
}
