import { readSettings, settingsTable, WrongSettings } from './settings';

const hex = 'a'.repeat(32);
const right = {
  ACCOUNT_SID: `AC${hex}`,
  AUTH_TOKEN: 'auth-token-0123456789',
  DOMAIN_NAME: 'handoff.example',
  TWILIO_NUMBER: '+15550100100',
  WORKSPACE_SID: `WS${hex}`,
  WORKFLOW_SID: `WW${hex}`,
  SYNC_SERVICE_SID: `IS${hex}`,
  VAPI_API_KEY: 'vapi-key-0123456789',
  VAPI_ASSISTANT_ID: 'assistant-1',
  VAPI_PHONE_NUMBER_ID: 'number-1',
  VAPI_SERVER_SECRET: 'vapi-secret-0123456789',
  TOKEN_SECRET: 'token-secret-0123456789',
};

function problemsOf(context: Record<string, unknown>): readonly string[] {
  try {
    readSettings(context);
  } catch (error) {
    if (error instanceof WrongSettings) return error.problems;
  }
  return [];
}

describe('readSettings', () => {
  it('fills in defaults and turns numbers into numbers', () => {
    expect(readSettings(right)).toMatchObject({
      SERVER_URL: 'https://handoff.example',
      VAPI_BASE_URL: 'https://api.vapi.ai',
      VAPI_HMAC_PAYLOAD: '{timestamp}.{body}',
      RING_SECONDS: 20,
      SYNC_MAPS: 16,
      BRIDGE: 'conference',
      WAIT: 'ai',
      DEFAULT_LANGUAGE: 'en',
      HUMAN_AGENT_NUMBER: '',
    });
    expect(readSettings({ ...right, SERVER_URL: 'https://x.example/' }).SERVER_URL).toBe('https://x.example');
  });

  it("takes the account by the seed's names too", () => {
    const { ACCOUNT_SID, AUTH_TOKEN, ...rest } = right;
    const context = { ...rest, TWILIO_ACCOUNT_SID: ACCOUNT_SID, TWILIO_AUTH_TOKEN: AUTH_TOKEN };
    expect(readSettings(context)).toMatchObject({ ACCOUNT_SID, AUTH_TOKEN });
  });

  it('says of every wrong key what it got and what it wants, all at once', () => {
    const wrong = {
      ...right,
      WORKSPACE_SID: 'WSnope',
      RING_SECONDS: '500',
      BRIDGE: 'sip',
      TWILIO_NUMBER: undefined,
    };
    expect(problemsOf(wrong)).toEqual([
      'TWILIO_NUMBER is missing, wants a number in E.164 form such as +15550100100',
      'WORKSPACE_SID is "WSnope", wants WS and 32 hex digits',
      'BRIDGE is "sip", wants conference or vapi-transfer',
      'RING_SECONDS is "500", wants a whole number from 5 to 60',
    ]);
  });

  it("shows neither a secret's value nor anybody's number", () => {
    expect(problemsOf({ ...right, TOKEN_SECRET: 'short-one', TWILIO_NUMBER: '5550100100' })).toEqual([
      'TWILIO_NUMBER has a wrong value of 10 characters, wants a number in E.164 form such as +15550100100',
      'TOKEN_SECRET has a wrong value of 9 characters, wants 16 characters or more without spaces',
    ]);
  });

  it('wants one way to know Vapi', () => {
    expect(problemsOf({ ...right, VAPI_SERVER_SECRET: '' })).toHaveLength(1);
    expect(
      problemsOf({ ...right, VAPI_SERVER_SECRET: '', VAPI_HMAC_SECRET: 'hmac-secret-0123456789' }),
    ).toEqual([]);
  });

  it('wants of a sign-in provider all or nothing, and HTTPS', () => {
    const provider = { ...right, OIDC_ISSUER: 'https://provider.example/', OIDC_CLIENT_ID: 'page' };
    expect(problemsOf(provider)).toEqual([
      'OIDC_CLIENT_SECRET is missing, wants the secret, 8 characters or more, as OIDC_ISSUER is set',
    ]);
    // The slash at its end is part of its name.
    expect(readSettings({ ...provider, OIDC_CLIENT_SECRET: 'client-secret' })).toMatchObject({
      ...{ OIDC_ISSUER: 'https://provider.example/', OIDC_CLAIM: 'email', OIDC_DOMAIN: '' },
    });
    expect(problemsOf({ ...right, OIDC_ISSUER: 'http://provider.example' })).toContain(
      'OIDC_ISSUER is "http://provider.example", wants an https URL without query, as in `issuer` of its discovery document',
    );
  });

  it('reports everything when nothing is set', () => {
    const required = settingsTable().filter(({ fallback }) => fallback === undefined);
    for (const { name } of required) {
      expect(problemsOf({}).some((problem) => problem.startsWith(`${name} is missing`))).toBe(true);
    }
  });
});
