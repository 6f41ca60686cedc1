import type { MachineDetection } from '../../calls/machine-detection';
import type { StatusCallback } from '../../calls/status-callback';
import { httpMethod } from '../../core';
import type { Element } from '../document';
import { elements, textOf } from '../document';
import type { TwimlRequest } from '../fetch';
import type { Stage } from '../stage';
import { numberAttribute, resolveUrl } from '../stage';

const E164 = /^\+[1-9]\d{6,14}$/;

/** Whom a `<Dial>` calls. Source: https://www.twilio.com/docs/voice/twiml/number, .../client, .../sip. */
export interface Callee {
  readonly address: string;
  /** Sent to the phone once it is answered, before the whisper. */
  readonly sendDigits: string | undefined;
  /** TwiML that the called person hears before the bridge. */
  readonly whisper: TwimlRequest | undefined;
  readonly statusCallback: StatusCallback | undefined;
  readonly machineDetection: MachineDetection | undefined;
}

export function calleesOf(stage: Stage, element: Element): Callee[] {
  const nouns = elements(element).filter(({ name }) => ['Number', 'Client', 'Sip'].includes(name));
  if (nouns.length === 0 && textOf(element) !== '') return [calleeOf(stage, { ...element, attributes: {} })];
  return nouns.map((noun) => calleeOf(stage, noun));
}

function calleeOf(stage: Stage, noun: Element): Callee {
  const { statusCallbackEvent, sendDigits, machineDetection: mode } = noun.attributes;
  const identity = elements(noun).find(({ name }) => name === 'Identity');
  const text = textOf(identity ?? noun);
  const address = noun.name === 'Client' ? `client:${text}` : noun.name === 'Sip' ? text : dialled(text);
  if (noun.name !== 'Client' && noun.name !== 'Sip' && !E164.test(address))
    stage.call.note('twiml.warning', { code: 13223, warning: `Dial: Invalid phone number format ${text}` });
  const callback = requestAt(stage, noun, 'statusCallback');
  return {
    address,
    sendDigits,
    whisper: requestAt(stage, noun, 'url', 'method'),
    statusCallback: callback && { ...callback, events: (statusCallbackEvent ?? 'completed').split(/\s+/) },
    machineDetection:
      mode === 'Enable' || mode === 'DetectMessageEnd'
        ? {
            mode,
            timeoutMs: numberAttribute(noun, 'machineDetectionTimeout', 30) * 1000,
            isAsync: true,
            callback: requestAt(stage, noun, 'amdStatusCallback'),
          }
        : undefined,
  };
}

/** A number as E.164; digits without a country are American. */
function dialled(text: string): string {
  if (/[^+\d\s().-]/.test(text)) return text;
  const digits = text.replace(/[\s().-]/g, '');
  if (/^[2-9]\d{9}$/.test(digits)) return `+1${digits}`;
  return /^1[2-9]\d{9}$/.test(digits) ? `+${digits}` : digits;
}

function requestAt(
  stage: Stage,
  { attributes }: Element,
  name: string,
  methodName = `${name}Method`,
): TwimlRequest | undefined {
  const url = attributes[name];
  return url ? { url: resolveUrl(stage, url), method: httpMethod(attributes[methodName]) } : undefined;
}
