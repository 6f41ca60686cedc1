import type { Hono } from 'hono';
import { Form } from '../../../core/form';
import { TwilioError } from '../../../core/twilio-error';
import { playKeys } from '../audio/keys';
import type { Call } from '../calls/call';
import { callParameters } from '../calls/parameters';
import { WEBHOOK_TIMEOUT_MS } from '../calls/status-callback';
import type { VoiceCore } from '../core';
import { ACCOUNT, found } from './accounts';
import { requestOf, required } from './call-form';

/** The number that asks for the code. */
const ASKS_FROM = '+14157234000';
const RING_SECONDS = 60;
const MOST_TRIES = 3;
const ASKING = '<Say>Please enter your verification code.</Say><Pause length="20"/>';

interface Validation {
  readonly phoneNumber: string;
  readonly friendlyName: string | undefined;
  readonly code: string;
  readonly extension: string;
  readonly callback: ReturnType<typeof requestOf>;
}

/**
 * Somebody's number is called and he is asked for the code that this request answers with; then calls may show it.
 * Source: https://www.twilio.com/docs/voice/api/outgoing-caller-ids#add-an-outgoing-caller-id.
 */
export function mountCallerIdValidation(app: Hono, core: VoiceCore): void {
  const { account, clock, ids } = core.ctx;
  app.post(`${ACCOUNT}/OutgoingCallerIds.json`, async (c) => {
    found(core, c, true);
    const form = await Form.of(c);
    const phoneNumber = required(form, 'PhoneNumber');
    const delay = form.integer('CallDelay') ?? 0;
    if (!/^\+[1-9]\d{6,14}$/.test(phoneNumber))
      throw TwilioError.badRequest(`Invalid Phone Number ${phoneNumber}`, 21401);
    if (core.numbers.mayShow(phoneNumber))
      throw TwilioError.badRequest(`${phoneNumber} is already validated`, 21450);
    if (!(delay >= 0 && delay <= 60))
      throw TwilioError.badRequest(`CallDelay wants 0 to 60, not ${delay}`, 21454);
    const validation: Validation = {
      phoneNumber,
      friendlyName: form.short('FriendlyName', 64),
      code: String(Math.floor(ids.random() * 1e6)).padStart(6, '0'),
      extension: form.get('Extension') ?? '',
      callback: requestOf(form, 'StatusCallback'),
    };
    const call = openCall(core, validation);
    clock.after(delay * 1000, () => {
      if (call.isLive) core.ring(call, RING_SECONDS);
    });
    return c.json({
      account_sid: account.sid,
      call_sid: call.sid,
      friendly_name: validation.friendlyName ?? phoneNumber,
      phone_number: phoneNumber,
      validation_code: validation.code,
    });
  });
}

function openCall(core: VoiceCore, validation: Validation): Call {
  const { phoneNumber, friendlyName, code, extension, callback } = validation;
  const call = core.calls.open({ from: ASKS_FROM, to: phoneNumber, direction: 'outbound-api' });
  let callerIdSid: string | undefined;
  const say = (inside: string): void => core.start(call, { twiml: `<Response>${inside}</Response>` });
  const ask = (): void => {
    let digits = '';
    let tries = 0;
    call.takeDigits((digit) => {
      digits += digit;
      if (digits.length < code.length) return;
      tries += 1;
      if (digits === code) {
        callerIdSid ??= core.numbers.verified(phoneNumber, friendlyName);
        say('<Say>Your number is verified.</Say>');
      } else say(tries < MOST_TRIES ? `<Say>That is not the code.</Say>${ASKING}` : '<Say>Goodbye.</Say>');
      digits = '';
    });
    say(ASKING);
  };
  call.onState((state) => {
    if (state === 'in-progress') call.onEnd(playKeys(core, call.sid, extension, ask));
  });
  call.onEnd(() => {
    if (!callback) return;
    core.ctx.webhooks.notify({
      ...callback,
      kind: 'voice.caller-id',
      twilioSigned: true,
      timeoutMs: WEBHOOK_TIMEOUT_MS,
      form: {
        ...callParameters(call, core.ctx.account.sid),
        VerificationStatus: callerIdSid === undefined ? 'failed' : 'success',
        ...(callerIdSid === undefined ? {} : { OutgoingCallerIdSid: callerIdSid }),
      },
    });
  });
  return call;
}
