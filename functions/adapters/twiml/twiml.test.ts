import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Verb, VoiceAnswer } from '../../ports/voice-answer';
import { Texts } from '../texts';
import { escapeXml } from './xml';
import { createTwiml } from '.';

const render = createTwiml({ texts: new Texts('en'), serverUrl: 'https://control.example' });
const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', preserveOrder: false });

function read(answer: VoiceAnswer): Record<string, unknown> {
  const twiml = render(answer);
  expect(XMLValidator.validate(twiml)).toBe(true);
  return (parser.parse(twiml) as { Response: Record<string, unknown> }).Response;
}

describe('TwiML', () => {
  it('says words in the voice of their language; what callers said stays text', () => {
    const values = { department: '', reason: '<Hangup/> "R&D" \u0007\ud800 ]]>' };
    const twiml = render([{ verb: 'say', text: { key: 'agent.whisper', language: 'es', values } }]);
    expect(twiml).toContain('<Say language="es-US" voice="Polly.Lupe-Neural">');
    expect(twiml).not.toContain('<Hangup/>');
    expect(XMLValidator.validate(twiml)).toBe(true);
    expect(JSON.stringify(parser.parse(twiml))).toContain('<Hangup/> \\"R&D\\" ]]>');
  });

  it('gathers one digit and escapes what goes into the action', () => {
    const text = { key: 'agent.whisperAgain', language: 'en' } as const;
    const query = { call: 'CA1', s: 'a&b"<' };
    expect(
      read([{ verb: 'gather', say: [text], timeoutSeconds: 8, action: { route: 'agent/accept', query } }]),
    ).toMatchObject({
      Gather: {
        input: 'dtmf',
        numDigits: '1',
        timeout: '8',
        method: 'POST',
        action: 'https://control.example/agent/accept?call=CA1&s=a%26b%22%3C',
        Say: { language: 'en-US' },
      },
    });
  });

  it.each([
    ['listen', { muted: 'true', coach: 'CA2' }],
    ['whisper', { muted: 'false', coach: 'CA2' }],
    ['barge', { muted: 'false' }],
  ] as const)('lets a supervisor %s in a conference that neither starts nor ends with him', (ear, heard) => {
    const waitUrl = { route: 'supervisor/alone', query: {} } as const;
    const verb = {
      verb: 'listen-in',
      name: 'handoff-CA1-1',
      label: 'supervisor-1',
      ear,
      agentCall: 'CA2',
      waitUrl,
    };
    expect(read([verb as Verb])).toEqual({
      Dial: {
        Conference: {
          ...{ '#text': 'handoff-CA1-1', participantLabel: 'supervisor-1', beep: 'false' },
          ...{ startConferenceOnEnter: 'false', endConferenceOnExit: 'false', ...heard },
          ...{ waitUrl: 'https://control.example/supervisor/alone', waitMethod: 'POST' },
        },
      },
    });
  });

  it('puts a leg into a conference that starts with it and ends with it', () => {
    const ref = (route: 'agent/after' | 'agent/wait' | 'conference/status') => ({ route, query: { n: '1' } });
    const room = {
      verb: 'conference',
      name: 'handoff-CA1-1',
      label: 'agent',
      action: ref('agent/after'),
      waitUrl: ref('agent/wait'),
      statusCallback: ref('conference/status'),
    } as const;
    expect(read([{ ...room, hangupOnStar: true }])).toEqual({
      Dial: {
        action: 'https://control.example/agent/after?n=1',
        method: 'POST',
        hangupOnStar: 'true',
        Conference: {
          '#text': 'handoff-CA1-1',
          participantLabel: 'agent',
          beep: 'false',
          startConferenceOnEnter: 'true',
          endConferenceOnExit: 'true',
          waitUrl: 'https://control.example/agent/wait?n=1',
          waitMethod: 'POST',
          statusCallback: 'https://control.example/conference/status?n=1',
          statusCallbackMethod: 'POST',
          statusCallbackEvent: 'start end join leave',
        },
      },
    });
    expect(render([{ ...room, hangupOnStar: false }])).not.toContain('hangupOnStar');
  });

  it.each([
    [4, 'hold-chord.wav', '1'],
    [9, 'hold-chord.wav', '2'],
    [20, 'hold-music.wav', '1'],
    [60, 'hold-music.wav', '3'],
  ])('plays %i s of music', (seconds, file, loop) => {
    expect(read([{ verb: 'music', seconds }])).toEqual({
      Play: { '#text': `https://control.example/${file}`, loop },
    });
  });

  it("hands on Vapi's TwiML as it came, and goes on after it", () => {
    const twiml =
      '<?xml version="1.0"?><Response><Connect><Stream url="wss://a.vapi.ai/x?a=1&amp;b=2"/></Connect></Response>';
    const redirect = { verb: 'redirect', to: { route: 'voice/after-ai', query: { leg: 'v' } } } as const;
    expect(render([{ verb: 'connect', twiml }, redirect, { verb: 'hangup' }])).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response><Connect><Stream url="wss://a.vapi.ai/x?a=1&amp;b=2"/></Connect>' +
        '<Redirect method="POST">https://control.example/voice/after-ai?leg=v</Redirect><Hangup/></Response>',
    );
  });
});

describe('escapeXml', () => {
  it('leaves out what XML 1.0 forbids', () => {
    expect(escapeXml('a\u0000\u0008\u000b\u001f\ufffe\ud800b\t\n😀')).toBe('ab\t\n😀');
  });
});
