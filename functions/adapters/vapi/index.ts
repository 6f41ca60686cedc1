import type { Ai, CreatedLeg, LegView, NewLeg } from '../../ports/ai';
import type { Answer } from '../../ports/answer';
import type { HttpClient } from '../http';
import { millisecondsOf } from '../loose';
import type { Texts } from '../texts';
import { isControlUrl } from './control-url';

export interface VapiSettings {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly assistantId: string;
  readonly phoneNumberId: string;
  /** Stands before Twilio's hosts in local development, where control URLs are local too; else `''`. */
  readonly localBaseUrl: string;
}

const DEADLINE_MS = 2_500;

/** Vapi's REST API and the control URLs of live calls. Source: https://docs.vapi.ai/calls/call-features */
export function createVapi(http: HttpClient, settings: VapiSettings, texts: Texts): Ai {
  const headers = { authorization: `Bearer ${settings.apiKey}` };

  const control = async (controlUrl: string, json: object): Promise<Answer<void>> => {
    if (!isControlUrl(controlUrl, settings.localBaseUrl)) {
      return { kind: 'refused', status: 0, code: undefined };
    }
    const answer = await http.send({
      method: 'POST',
      url: controlUrl,
      json,
      deadlineMs: DEADLINE_MS,
      isRefusedByServerError: true,
    });
    return answer.kind === 'ok' ? { kind: 'ok', value: undefined } : answer;
  };

  return {
    async createLeg(request) {
      const answer = await http.send({
        method: 'POST',
        url: `${settings.baseUrl}/call`,
        headers,
        json: callOf(request, settings, texts),
        deadlineMs: request.deadlineMs,
      });
      if (answer.kind !== 'ok') return answer;
      const leg = createdLeg(answer.value.body);
      return leg ? { kind: 'ok', value: leg } : { kind: 'refused', status: 422, code: undefined };
    },

    async fetchLeg(leg) {
      const url = `${settings.baseUrl}/call/${encodeURIComponent(leg)}`;
      const answer = await http.send({ method: 'GET', url, headers, deadlineMs: DEADLINE_MS });
      return answer.kind === 'ok' ? { kind: 'ok', value: legView(answer.value.body) } : answer;
    },

    mute: (url) => control(url, { type: 'control', control: 'mute-assistant' }),
    unmute: (url) => control(url, { type: 'control', control: 'unmute-assistant' }),
    say: (url, text) =>
      control(url, { type: 'say', content: texts.say(text), interruptAssistantEnabled: true }),
    addNote: (url, text) =>
      control(url, {
        type: 'add-message',
        message: { role: 'system', content: texts.say(text) },
        triggerResponseEnabled: false,
      }),
    transfer: (url, to) =>
      control(url, {
        type: 'transfer',
        destination: to.startsWith('sip:') ? { type: 'sip', sipUri: to } : { type: 'number', number: to },
      }),
    end: (url) => control(url, { type: 'end-call' }),
  };
}

/**
 * A call by provider bypass: Vapi makes the AI leg and hands back the TwiML that connects our own call to it.
 * `handoffNote` stands in the assistant's system message.
 * Source: https://docs.vapi.ai/calls/call-handling-with-vapi-and-twilio
 */
function callOf({ callSid, caller, language, back }: NewLeg, settings: VapiSettings, texts: Texts): object {
  return {
    assistantId: settings.assistantId,
    phoneNumberId: settings.phoneNumberId,
    phoneCallProviderBypassEnabled: true,
    ...(caller === undefined ? {} : { customer: { number: caller } }),
    assistantOverrides: {
      variableValues: {
        callSid,
        language,
        handoffNote: back ? back.notes.map((note) => texts.say(note)).join(' ') : '',
      },
      metadata: { callSid },
      ...(back ? { firstMessage: texts.say(back.firstMessage) } : {}),
    },
  };
}

function createdLeg(body: unknown): CreatedLeg | undefined {
  const call = (body ?? {}) as {
    id?: unknown;
    createdAt?: unknown;
    monitor?: { controlUrl?: unknown };
    phoneCallProviderDetails?: { twiml?: unknown };
  };
  const twiml = call.phoneCallProviderDetails?.twiml;
  if (typeof call.id !== 'string' || typeof twiml !== 'string') return undefined;
  return {
    leg: call.id,
    createdAtMs: millisecondsOf(call.createdAt),
    controlUrl: text(call.monitor?.controlUrl),
    twiml,
  };
}

function legView(body: unknown): LegView {
  const call = (body ?? {}) as {
    status?: unknown;
    endedReason?: unknown;
    monitor?: { controlUrl?: unknown };
  };
  return {
    isOver: call.status === 'ended',
    endedReason: text(call.endedReason),
    controlUrl: text(call.monitor?.controlUrl),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
