import type { Hono } from 'hono';
import type { EmulatorContext } from '../../core/context';
import type { VoiceNumber } from '../../core/ports';
import { Form } from '../../core/form';
import { uriPage } from '../../core/page';
import { TwilioError } from '../../core/twilio-error';
import type { Application } from './applications';
import { numberIn } from './available-phone-numbers';
import { type Kind, KINDS, kindOf } from './kinds';
import { nationalFormat } from './national-format';
import { Collection, dates, SID_JSON, type Resource } from './resource';
import { answering, answeringRules, Settings, type SettingRule } from './settings';
import type { NumbersState } from './snapshot';

interface IncomingPhoneNumber extends Resource {
  readonly phoneNumber: string;
  readonly settings: Settings;
  applicationSid: string | null;
}

const FIXED = {
  address_requirements: 'none',
  api_version: '2010-04-01',
  beta: false,
  capabilities: { voice: true, sms: true, mms: true, fax: false },
  emergency_address_status: 'unregistered',
  origin: 'twilio',
  status: 'in-use',
};

/** What a number keeps; calls are answered by the first of them alone. */
const RULES: readonly SettingRule[] = [
  ...answeringRules(''),
  ['AddressSid', 'address_sid', 'text', null],
  ['BundleSid', 'bundle_sid', 'text', null],
  ['EmergencyAddressSid', 'emergency_address_sid', 'text', null],
  ['EmergencyStatus', 'emergency_status', 'text', 'Active'],
  ['IdentitySid', 'identity_sid', 'text', null],
  ['SmsApplicationSid', 'sms_application_sid', 'text', null],
  ['TrunkSid', 'trunk_sid', 'text', null],
  ['VoiceReceiveMode', 'voice_receive_mode', 'text', 'voice'],
];

/** Numbers of the account. Source: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource. */
export function incomingPhoneNumbers(
  ctx: EmulatorContext,
  applicationAt: (sid: string) => Application | undefined,
): {
  mount(app: Hono, base: string): void;
  find(e164: string): VoiceNumber | undefined;
  owned(): string[];
  save(): NumbersState['numbers'];
  load(numbers: NumbersState['numbers']): void;
  seed(e164: string): void;
  pointVoice(e164: string, voiceUrl: string): void;
} {
  const all = new Collection<IncomingPhoneNumber>(ctx, 'PN');

  const add = (phoneNumber: string, form: Form): IncomingPhoneNumber => {
    const settings = new Settings(RULES);
    settings.set('friendly_name', nationalFormat(phoneNumber));
    settings.apply(form);
    return all.make({ phoneNumber, settings, applicationSid: readApplication(form) ?? null });
  };
  const readApplication = (form: Form): string | null | undefined => {
    const sid = form.get('VoiceApplicationSid');
    if (sid && !applicationAt(sid)) throw TwilioError.badRequest(`VoiceApplicationSid ${sid} does not exist`);
    return sid === '' ? null : sid;
  };
  const owned = (e164: string): IncomingPhoneNumber | undefined =>
    all.all().find(({ phoneNumber }) => phoneNumber === e164);
  /** The number asked for, or one with the area code asked for. */
  const wanted = (form: Form): string => {
    const [number, areaCode] = [form.get('PhoneNumber'), form.get('AreaCode')];
    if (!number && !areaCode) throw TwilioError.badRequest('PhoneNumber or AreaCode is required');
    const e164 = number || numberIn(areaCode ?? '', (one) => owned(one) !== undefined);
    if (!/^\+[1-9]\d{6,14}$/.test(e164)) throw TwilioError.badRequest('PhoneNumber is invalid', 21421);
    return e164;
  };
  const view = (number: IncomingPhoneNumber): Record<string, unknown> => ({
    ...FIXED,
    sid: number.sid,
    account_sid: ctx.account.sid,
    phone_number: number.phoneNumber,
    voice_application_sid: number.applicationSid,
    ...number.settings.view(),
    ...dates(number),
    uri: `/2010-04-01/Accounts/${ctx.account.sid}/IncomingPhoneNumbers/${number.sid}.json`,
  });

  return {
    pointVoice: (e164, voiceUrl) => owned(e164)?.settings.set('voice_url', voiceUrl),
    save: () => all.all().map((number) => ({ ...number, settings: number.settings.view() })),
    load: (saved) =>
      all.restore(
        saved.map((number) => ({
          ...number,
          settings: new Settings(RULES).restore(number.settings),
        })),
      ),
    owned: () => all.all().map(({ phoneNumber }) => phoneNumber),
    seed: (e164) => void add(e164, new Form(new URLSearchParams())),
    find(e164) {
      const number = owned(e164);
      if (!number) return undefined;
      const { settings } = (number.applicationSid && applicationAt(number.applicationSid)) || number;
      return answering(number.sid, settings);
    },
    mount(app, base) {
      const listOf = (kind?: Kind): string => `${base}/IncomingPhoneNumbers${kind ? `/${kind}` : ''}.json`;
      for (const kind of [undefined, 'Local', 'TollFree'] as const) {
        app.post(listOf(kind), async (c) => {
          const form = await Form.of(c);
          const e164 = wanted(form);
          if (owned(e164)) throw TwilioError.badRequest(`${e164} is not available`, 21422);
          if (kind !== undefined && kindOf(e164) !== kind)
            throw TwilioError.badRequest(`${e164} is not ${kind} but ${kindOf(e164)}`, 21458);
          return c.json(view(add(e164, form)), 201);
        });
      }
      for (const kind of [undefined, ...KINDS]) {
        app.get(listOf(kind), (c) => {
          const pattern = numberPattern(c.req.query('PhoneNumber') ?? '');
          const name = c.req.query('FriendlyName');
          const records = all
            .all()
            .filter(({ phoneNumber }) => pattern.test(phoneNumber) && (!kind || kindOf(phoneNumber) === kind))
            .filter(({ settings }) => name === undefined || settings.text('friendly_name') === name);
          return uriPage(c, {
            key: 'incoming_phone_numbers',
            records,
            position: ({ serial }) => serial,
            view,
          });
        });
      }
      app.get(`${base}/IncomingPhoneNumbers/${SID_JSON}`, (c) => c.json(view(all.at(c))));
      app.post(`${base}/IncomingPhoneNumbers/${SID_JSON}`, async (c) => {
        const number = all.at(c);
        const form = await Form.of(c);
        const applicationSid = readApplication(form);
        number.settings.apply(form);
        if (applicationSid !== undefined) number.applicationSid = applicationSid;
        all.touch(number);
        return c.json(view(number));
      });
      app.delete(`${base}/IncomingPhoneNumbers/${SID_JSON}`, (c) => {
        all.delete(all.at(c).sid);
        return c.body(null, 204);
      });
    },
  };
}

/** Digits in a row, `*` for any of them. */
function numberPattern(text: string): RegExp {
  return new RegExp(text.replace(/[^\d*]/g, '').replace(/\*/g, '\\d'));
}
