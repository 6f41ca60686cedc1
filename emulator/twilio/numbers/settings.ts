import type { Form } from '../../core/form';
import type { VoiceNumber } from '../../core/ports';
import { TwilioError } from '../../core/twilio-error';

export type Setting = string | boolean | null;

/** A form parameter, its field in the answer, how it is read, and what it is before anybody set it. */
export type SettingRule = readonly [
  parameter: string,
  field: string,
  kind: 'url' | 'method' | 'flag' | 'text',
  initial: Setting,
];

const INVALID_VOICE_URL = 21502;
/** Of a `FriendlyName`, the only text among them. */
export const LONGEST_NAME = 64;

/** What numbers and applications have in common: how calls and messages are answered. */
export function answeringRules(unsetUrl: '' | null): readonly SettingRule[] {
  return [
    ['FriendlyName', 'friendly_name', 'text', null],
    ['VoiceUrl', 'voice_url', 'url', unsetUrl],
    ['VoiceMethod', 'voice_method', 'method', 'POST'],
    ['VoiceFallbackUrl', 'voice_fallback_url', 'url', unsetUrl],
    ['VoiceFallbackMethod', 'voice_fallback_method', 'method', 'POST'],
    ['VoiceCallerIdLookup', 'voice_caller_id_lookup', 'flag', false],
    ['StatusCallback', 'status_callback', 'url', unsetUrl],
    ['StatusCallbackMethod', 'status_callback_method', 'method', 'POST'],
    ['SmsUrl', 'sms_url', 'url', unsetUrl],
    ['SmsMethod', 'sms_method', 'method', 'POST'],
    ['SmsFallbackUrl', 'sms_fallback_url', 'url', unsetUrl],
    ['SmsFallbackMethod', 'sms_fallback_method', 'method', 'POST'],
  ];
}

/** What calls are answered by: these settings, of the number or application with this SID. */
export function answering(sid: string, settings: Settings): VoiceNumber {
  return {
    sid,
    voiceUrl: settings.text('voice_url'),
    voiceMethod: settings.text('voice_method'),
    voiceFallbackUrl: settings.text('voice_fallback_url'),
    voiceFallbackMethod: settings.text('voice_fallback_method'),
    statusCallback: settings.text('status_callback'),
    statusCallbackMethod: settings.text('status_callback_method'),
  };
}

/** The settings of one resource, changed by the parameters that a request has. */
export class Settings {
  private readonly values: Map<string, Setting>;

  constructor(private readonly rules: readonly SettingRule[]) {
    this.values = new Map(rules.map(([, field, , initial]) => [field, initial]));
  }

  /** Takes over all parameters or, when one is not valid, none. */
  apply(form: Form): void {
    const changes = this.rules
      .filter(([parameter]) => form.has(parameter))
      .map((rule) => [rule[1], read(form, rule)] as const);
    for (const [field, value] of changes) this.values.set(field, value);
  }

  text(field: string): string {
    return String(this.values.get(field) ?? '');
  }

  set(field: string, value: Setting): void {
    this.values.set(field, value);
  }

  restore(values: Readonly<Record<string, Setting>>): this {
    for (const [field, value] of Object.entries(values)) this.values.set(field, value);
    return this;
  }

  view(): Record<string, Setting> {
    return Object.fromEntries(this.values);
  }
}

function read(form: Form, [parameter, , kind, initial]: SettingRule): Setting {
  const text = form.get(parameter) ?? '';
  if (kind === 'flag') return form.boolean(parameter) ?? false;
  if (kind === 'text') return form.short(parameter, LONGEST_NAME) || initial;
  if (kind === 'method') {
    const method = text.toUpperCase() || 'POST';
    if (method !== 'GET' && method !== 'POST')
      throw TwilioError.badRequest(`${parameter} must be GET or POST`);
    return method;
  }
  if (text !== '' && !(URL.canParse(text) && /^https?:/i.test(text))) {
    const code = parameter === 'VoiceUrl' ? INVALID_VOICE_URL : undefined;
    throw TwilioError.badRequest(`${parameter} is not a valid URL: ${text}`, code);
  }
  return text || initial;
}
