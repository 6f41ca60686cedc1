import type { Element } from './document';
import { elements } from './document';
import { invalidValues, type Warning } from './values';

interface Shape {
  readonly attributes: readonly string[];
  /** Elements that may stand inside; `text` elements may hold SSML and are not looked into. */
  readonly children?: readonly string[];
  readonly isText?: boolean;
}

const SAY = { attributes: ['voice', 'language', 'loop'], isText: true };
const PLAY = { attributes: ['loop', 'digits'] };
const PAUSE = { attributes: ['length'] };
const CALLBACK = ['statusCallback', 'statusCallbackMethod', 'statusCallbackEvent'];
const MACHINE_DETECTION = [
  'machineDetection',
  'machineDetectionTimeout',
  'machineDetectionSpeechThreshold',
  'machineDetectionSpeechEndThreshold',
  'machineDetectionSilenceTimeout',
  'amdStatusCallback',
  'amdStatusCallbackMethod',
];
const RECORDING = [
  'record',
  'trim',
  'recordingStatusCallback',
  'recordingStatusCallbackMethod',
  'recordingStatusCallbackEvent',
  'recordingTrack',
];

/** Every element that TwiML documents may hold here, by the element it stands in. Source: https://www.twilio.com/docs/voice/twiml. */
const VERBS: Readonly<Record<string, Shape>> = {
  Say: SAY,
  Play: PLAY,
  Pause: PAUSE,
  Gather: {
    attributes: [
      'action',
      'method',
      'timeout',
      'numDigits',
      'finishOnKey',
      'actionOnEmptyResult',
      'input',
      'language',
      'hints',
      'speechTimeout',
      'speechModel',
      'enhanced',
      'profanityFilter',
      'partialResultCallback',
      'partialResultCallbackMethod',
      'bargeIn',
      'maxSpeechTime',
      'debug',
    ],
    children: ['Say', 'Play', 'Pause'],
  },
  Dial: {
    attributes: [
      'action',
      'method',
      'timeout',
      'hangupOnStar',
      'timeLimit',
      'callerId',
      'answerOnBridge',
      'ringTone',
      'sequential',
      'referUrl',
      'referMethod',
      'recordingConfigurationId',
      ...RECORDING,
    ],
    children: ['Number', 'Client', 'Sip', 'Conference', 'Queue'],
  },
  Redirect: { attributes: ['method'] },
  Hangup: { attributes: [] },
  Reject: { attributes: ['reason'] },
  Leave: { attributes: [] },
  Connect: {
    attributes: ['action', 'method'],
    children: ['Stream', 'ConversationRelay', 'VirtualAgent', 'Room', 'AiSession'],
  },
  Enqueue: {
    attributes: ['action', 'method', 'waitUrl', 'waitUrlMethod', 'workflowSid', 'maxQueueSize'],
    children: ['Task'],
  },
  Record: {
    attributes: [
      'action',
      'method',
      'timeout',
      'finishOnKey',
      'maxLength',
      'playBeep',
      'transcribe',
      'transcribeCallback',
      ...RECORDING,
    ],
  },
  Start: { attributes: ['action', 'method'], children: ['Stream', 'Siprec', 'Transcription', 'Recording'] },
  Stop: { attributes: [], children: ['Stream', 'Siprec', 'Transcription', 'Recording'] },
  Refer: { attributes: ['action', 'method'], children: ['Sip'] },
  Pay: { attributes: ['action', 'method'] },
  Prompt: { attributes: [] },
  Sms: { attributes: ['to', 'from', 'action', 'method', 'statusCallback'] },
};

const NOUNS: Readonly<Record<string, Shape>> = {
  Number: {
    attributes: ['url', 'method', 'sendDigits', 'byoc', ...CALLBACK, ...MACHINE_DETECTION],
  },
  Client: { attributes: ['url', 'method', ...CALLBACK], children: ['Identity', 'Parameter'] },
  Sip: { attributes: ['url', 'method', 'username', 'password', ...CALLBACK] },
  Conference: {
    attributes: [
      'muted',
      'beep',
      'startConferenceOnEnter',
      'endConferenceOnExit',
      'waitUrl',
      'waitMethod',
      'maxParticipants',
      'participantLabel',
      'coach',
      'region',
      'jitterBufferSize',
      'eventCallbackUrl',
      ...CALLBACK,
      ...RECORDING,
    ],
  },
  Queue: { attributes: ['url', 'method', 'reservationSid', 'postWorkActivitySid'] },
  Stream: {
    attributes: ['url', 'name', 'track', 'statusCallback', 'statusCallbackMethod'],
    children: ['Parameter'],
  },
  Parameter: { attributes: ['name', 'value'] },
  Identity: { attributes: [] },
  Task: { attributes: ['priority', 'timeout'] },
};

/** What is said of an element that may not stand in another; 12200 elsewhere. */
const MISPLACED: Readonly<Record<string, number>> = { Dial: 13215, Gather: 13320, Start: 14300 };

/** What Twilio's debugger would say about elements and attributes that do not belong where they are, and about their values. */
export function warnAbout(response: Element): Warning[] {
  const check = (element: Element, shape: Shape | undefined, place: string): Warning[] => {
    if (!shape)
      return [{ code: MISPLACED[place] ?? 12200, text: `${element.name} is not allowed in ${place}` }];
    const unknown = Object.keys(element.attributes).filter((name) => !shape.attributes.includes(name));
    const warnings = [
      ...unknown.map((name) => ({
        code: 12200,
        text: `attribute ${name} is not allowed in ${element.name}`,
      })),
      ...invalidValues(element),
    ];
    if (shape.isText) return warnings;
    return elements(element).reduce<Warning[]>((all, child) => {
      const allowed = shape.children?.includes(child.name) ?? false;
      const inner = allowed ? (NOUNS[child.name] ?? VERBS[child.name] ?? { attributes: [] }) : undefined;
      return [...all, ...check(child, inner, element.name)];
    }, warnings);
  };
  return elements(response).flatMap((verb) => check(verb, VERBS[verb.name], 'Response'));
}

/** True for a verb of TwiML, served or not. */
export function isVerb(name: string): boolean {
  return name in VERBS;
}
