import type { Call } from './call';

/**
 * What every request about a call carries.
 * Source: https://www.twilio.com/docs/voice/twiml#request-parameters.
 */
export function callParameters(call: Call, accountSid: string): Record<string, string> {
  return {
    CallSid: call.sid,
    AccountSid: accountSid,
    From: call.from,
    To: call.to,
    Caller: call.from,
    Called: call.to,
    CallStatus: call.status,
    Direction: call.direction,
    ApiVersion: '2010-04-01',
    ...(call.applicationSid ? { ApplicationSid: call.applicationSid } : {}),
    ...(call.parentCallSid ? { ParentCallSid: call.parentCallSid } : {}),
    ...(call.answeredBy ? { AnsweredBy: call.answeredBy } : {}),
    ...geography('From', call.from),
    ...geography('Caller', call.from),
    ...geography('To', call.to),
    ...geography('Called', call.to),
  };
}

/** Country by calling code; city, state and zip stay empty, as for mobile numbers. */
const countries: readonly (readonly [string, string])[] = [
  ['+1', 'US'],
  ['+33', 'FR'],
  ['+34', 'ES'],
  ['+39', 'IT'],
  ['+44', 'GB'],
  ['+49', 'DE'],
  ['+52', 'MX'],
];

function geography(who: string, address: string): Record<string, string> {
  if (!address.startsWith('+')) return {};
  const country = countries.find(([code]) => address.startsWith(code))?.[1] ?? '';
  return { [`${who}City`]: '', [`${who}State`]: '', [`${who}Zip`]: '', [`${who}Country`]: country };
}
