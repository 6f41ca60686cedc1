import { settingsOf } from '../../domain/supervision';
import type { RouteRef, Verb, VoiceAnswer } from '../../ports/voice-answer';
import type { Texts } from '../texts';
import type { Text } from '../../ports/texts';
import { attributes, escapeXml } from './xml';

export interface TwimlSettings {
  readonly texts: Texts;
  /** Public base URL of the control service. */
  readonly serverUrl: string;
}

export function routeUrl(serverUrl: string, { route, query }: RouteRef): string {
  const text = new URLSearchParams(query).toString();
  return `${serverUrl}/${route}${text === '' ? '' : `?${text}`}`;
}

/** Voice answers as TwiML. Source: https://www.twilio.com/docs/voice/twiml */
export function createTwiml({ texts, serverUrl }: TwimlSettings): (answer: VoiceAnswer) => string {
  const url = (ref: RouteRef): string => routeUrl(serverUrl, ref);
  const say = (text: Text): string => {
    const voice = texts.voice(text.language);
    const words = escapeXml(texts.say(text));
    return words === ''
      ? ''
      : `<Say${attributes({ language: voice.language, voice: voice.name })}>${words}</Say>`;
  };
  const render = (verb: Verb): string => {
    switch (verb.verb) {
      case 'say':
        return say(verb.text);
      case 'music':
        return music(verb.seconds, serverUrl);
      case 'gather': {
        const { timeoutSeconds: timeout, action } = verb;
        const given = attributes({
          input: 'dtmf',
          numDigits: 1,
          timeout,
          action: url(action),
          method: 'POST',
        });
        return `<Gather${given}>${verb.say.map(say).join('')}</Gather>`;
      }
      case 'conference':
        return conference(verb, url);
      case 'listen-in':
        return listenIn(verb, url);
      case 'connect':
        return innerTwiml(verb.twiml);
      case 'redirect':
        return `<Redirect method="POST">${escapeXml(url(verb.to))}</Redirect>`;
      case 'hangup':
        return '<Hangup/>';
    }
  };
  return (answer) =>
    `<?xml version="1.0" encoding="UTF-8"?><Response>${answer.map(render).join('')}</Response>`;
}

/** The hold music comes as one chord and as the whole loop; what comes nearest to `seconds` is played. */
function music(seconds: number, serverUrl: string): string {
  const [file, length] = seconds < 15 ? ['hold-chord.wav', 5] : ['hold-music.wav', 20];
  const loop = Math.max(1, Math.round(seconds / length));
  return `<Play${attributes({ loop })}>${escapeXml(`${serverUrl}/${file}`)}</Play>`;
}

function conference(verb: Extract<Verb, { verb: 'conference' }>, url: (ref: RouteRef) => string): string {
  const dial = attributes({
    action: url(verb.action),
    method: 'POST',
    ...(verb.hangupOnStar ? { hangupOnStar: true } : {}),
  });
  const room = attributes({
    participantLabel: verb.label,
    beep: false,
    startConferenceOnEnter: true,
    endConferenceOnExit: true,
    waitUrl: url(verb.waitUrl),
    waitMethod: 'POST',
    statusCallback: url(verb.statusCallback),
    statusCallbackMethod: 'POST',
    statusCallbackEvent: 'start end join leave',
  });
  return `<Dial${dial}><Conference${room}>${escapeXml(verb.name)}</Conference></Dial>`;
}

function listenIn(verb: Extract<Verb, { verb: 'listen-in' }>, url: (ref: RouteRef) => string): string {
  const { isMuted, isCoaching } = settingsOf(verb.ear);
  const room = attributes({
    participantLabel: verb.label,
    beep: false,
    startConferenceOnEnter: false,
    endConferenceOnExit: false,
    muted: isMuted,
    ...(isCoaching ? { coach: verb.agentCall } : {}),
    waitUrl: url(verb.waitUrl),
    waitMethod: 'POST',
  });
  return `<Dial><Conference${room}>${escapeXml(verb.name)}</Conference></Dial>`;
}

/** What Vapi's own document says inside `<Response>`. */
function innerTwiml(twiml: string): string {
  return /<Response[^>]*>([\s\S]*)<\/Response>/.exec(twiml)?.[1] ?? '';
}
