import twilio from 'twilio';
import { phoneProblems, phoneToken } from './phone';

const { AccessToken } = twilio.jwt;
const variables = {
  ACCOUNT_SID: `AC${'a'.repeat(32)}`,
  API_KEY_SID: `SK${'b'.repeat(32)}`,
  API_KEY_SECRET: 'secret-0123456789',
  TWIML_APP_SID: `AP${'c'.repeat(32)}`,
};

describe('the phone in the browser', () => {
  it('has a token as the official library makes it, for a quarter of an hour', () => {
    const { ACCOUNT_SID, API_KEY_SID, API_KEY_SECRET, TWIML_APP_SID } = variables;
    const official = new AccessToken(ACCOUNT_SID, API_KEY_SID, API_KEY_SECRET, {
      ...{ identity: 'caller-1', ttl: 900 },
    });
    official.addGrant(new AccessToken.VoiceGrant({ outgoingApplicationSid: TWIML_APP_SID }));
    const claims = (token: string): { iat: number; exp: number; grants: unknown; iss: string; sub: string } =>
      JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const own = claims(phoneToken('caller-1', variables, Date.UTC(2026, 0, 5)));
    const { grants, iss, sub, iat, exp } = claims(official.toJwt());
    expect(own).toMatchObject({ grants, iss, sub });
    expect(own.exp - own.iat).toBe(exp - iat);
  });

  it('lacks nothing, or is told each key that is missing or wrong, never its value', () => {
    expect(phoneProblems(variables)).toEqual([]);
    const [wrong, missing] = phoneProblems({ ...variables, API_KEY_SECRET: 'short', TWIML_APP_SID: '' });
    expect(wrong).toMatch(/^API_KEY_SECRET in .env is wrong, wants/);
    expect(wrong).not.toContain('short');
    expect(missing).toMatch(/^TWIML_APP_SID is missing in .env, wants AP/);
  });
});
