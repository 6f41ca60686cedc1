import { signAccessToken } from '../../../functions/adapters/access-token';

const LIFETIME_SECONDS = 15 * 60;

/** What the phone in the browser needs of `.env` besides the Functions' settings. */
const WANTED = [
  ['API_KEY_SID', /^SK[0-9a-f]{32}$/, 'SK and 32 hex digits: an API key, which signs its access token'],
  ['API_KEY_SECRET', /^\S{8,}$/, 'the secret of this API key'],
  ['TWIML_APP_SID', /^AP[0-9a-f]{32}$/, 'AP and 32 hex digits: a TwiML App, which the phone calls'],
] as const;

/** One sentence for each key that the phone in the browser lacks; none: it can call. Never a value. */
export function phoneProblems(variables: Readonly<Record<string, string>>): string[] {
  return WANTED.flatMap(([name, pattern, wants]) => {
    const given = variables[name] ?? '';
    if (given === '') return [`${name} is missing in .env, wants ${wants}`];
    return pattern.test(given) ? [] : [`${name} in .env is wrong, wants ${wants}`];
  });
}

/** A token for the Voice SDK with which this identity can call the TwiML App, and nothing else. */
export function phoneToken(
  identity: string,
  variables: Readonly<Record<string, string>>,
  nowMs: number,
): string {
  return signAccessToken({
    accountSid: variables.ACCOUNT_SID ?? '',
    keySid: variables.API_KEY_SID ?? '',
    keySecret: variables.API_KEY_SECRET ?? '',
    grants: { voice: { outgoing: { application_sid: variables.TWIML_APP_SID ?? '' } } },
    ...{ identity, nowMs, lifetimeSeconds: LIFETIME_SECONDS },
  });
}
