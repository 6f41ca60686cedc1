import { departures } from '../support/vapi-schema';
import {
  API_KEY,
  assistantWithEscalate,
  escalateTool,
  PUBLIC_KEY,
  vapiStand,
  type VapiStand,
} from '../support/vapi-stand';

let stand: VapiStand;
beforeAll(async () => (stand = await vapiStand()));
afterAll(() => stand.close());

const HMAC = { type: 'hmac', secretKey: 'top-secret', algorithm: 'sha256' };
const number = () => ({
  provider: 'twilio',
  number: '+15550002222',
  twilioAccountSid: stand.ctx.account.sid,
});

describe('every resource', () => {
  const bodies: [
    path: string,
    schema: string,
    body: () => Record<string, unknown>,
    change: Record<string, unknown>,
  ][] = [
    ['/assistant', 'Assistant', () => assistantWithEscalate('https://x.example.com'), { name: 'Other' }],
    ['/tool', 'FunctionTool', () => escalateTool(), { type: 'function', async: true }],
    ['/phone-number', 'TwilioPhoneNumber', () => number(), { provider: 'twilio', name: 'Main' }],
    [
      '/credential',
      'WebhookCredential',
      () => ({ provider: 'webhook', name: 'hmac', authenticationPlan: HMAC }),
      { provider: 'webhook', name: 'renamed' },
    ],
  ];

  it.each(bodies)(
    '%s is created, listed, read, patched and deleted as in the OpenAPI',
    async (path, schema, body, change) => {
      const made = await stand.api('POST', path, body());
      expect(made.status).toBe(201);
      // The secret of a credential does not come back.
      const known =
        schema === 'WebhookCredential' ? ['WebhookCredential.authenticationPlan.secretKey is missing'] : [];
      expect(departures(schema, made.body).filter((one) => !known.includes(one))).toEqual([]);
      const one = `${path}/${made.body.id}`;
      expect(await stand.api('GET', one)).toEqual({ status: 200, body: made.body });
      const patched = await stand.api('PATCH', one, change);
      expect(patched).toMatchObject({ status: 200, body: change });
      expect((await stand.api('GET', path)).body).toContainEqual(patched.body);
      expect((await stand.api('DELETE', one)).status).toBe(200);
      expect(await stand.api('GET', one)).toMatchObject({
        status: 404,
        body: { error: 'Not Found', statusCode: 404 },
      });
    },
  );

  it('is listed newest first, up to the limit', async () => {
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c']) ids.push((await stand.api('POST', '/assistant', { name })).body.id);
    const { body } = await stand.api('GET', '/assistant?limit=2');
    expect(body.map(({ id }: { id: string }) => id)).toEqual(ids.reverse().slice(0, 2));
    expect((await stand.api('GET', '/assistant')).body.length).toBeGreaterThanOrEqual(3);
    expect((await stand.api('GET', '/assistant?limit=1001')).status).toBe(400);
    expect((await stand.api('GET', '/assistant?createdAtGt=2099-01-01T00:00:00Z')).body).toEqual([]);
  });
});

describe('a credential', () => {
  it('of another provider is kept, and its secrets are not shown again', async () => {
    const made = await stand.api('POST', '/credential', {
      provider: 'deepgram',
      apiKey: 'k3y',
      name: 'ears',
    });
    expect(made).toMatchObject({ status: 201, body: { provider: 'deepgram', name: 'ears' } });
    const path = `/credential/${made.body.id}`;
    expect((await stand.api('PATCH', path, { name: 'Ears' })).body).toMatchObject({ name: 'Ears' });
    expect((await stand.api('PATCH', path, { ears: 2 })).status).toBe(400);
    expect(JSON.stringify((await stand.api('GET', path)).body)).not.toContain('k3y');
  });

  it('for OAuth2 does not show its secret again', async () => {
    const authenticationPlan = {
      ...{ type: 'oauth2', url: 'https://x.example.com/token', clientId: 'me', clientSecret: 's3cret' },
    };
    const { body } = await stand.api('POST', '/credential', { provider: 'webhook', authenticationPlan });
    const { clientSecret: _, ...shown } = authenticationPlan;
    expect(body.authenticationPlan).toEqual(shown);
  });
});

describe('a PATCH', () => {
  it('replaces each field whole', async () => {
    const { body } = await stand.api('POST', '/assistant', assistantWithEscalate('https://x.example.com'));
    const model = { provider: 'openai', model: 'gpt-4.1-mini' };
    const patched = await stand.api('PATCH', `/assistant/${body.id}`, { model });
    expect(patched.body.model).toEqual(model);
    expect(patched.body.firstMessage).toBe(body.firstMessage);
  });

  it('of a phone number names the provider', async () => {
    const { body } = await stand.api('POST', '/phone-number', number());
    expect((await stand.api('PATCH', `/phone-number/${body.id}`, { name: 'x' })).status).toBe(400);
  });
});

describe('a body that breaks the rules is 400 in the words of Nest', () => {
  const long = 'x'.repeat(41);
  const cases: [string, string, unknown, string][] = [
    ['an unknown property', '/assistant', { prompt: 'x' }, 'property prompt should not exist'],
    ['one deeper down', '/assistant', { server: { uri: 'x' } }, 'server.property uri should not exist'],
    ['a long name', '/assistant', { name: long }, 'name must be shorter than or equal to 40 characters'],
    ['a missing field', '/assistant', { model: { provider: 'openai' } }, 'model.model must be a string'],
    [
      'a number out of range',
      '/assistant',
      { maxDurationSeconds: 5 },
      'maxDurationSeconds must not be less than 10',
    ],
    [
      'a plan that is none',
      '/credential',
      { provider: 'webhook', authenticationPlan: 'x' },
      'authenticationPlan must be an object',
    ],
    ['an unknown kind of tool', '/tool', { type: 'magic' }, 'type must have a known type'],
    ['a tool without a kind', '/tool', {}, 'type must have a known type'],
    [
      'a tool of which nothing is read',
      '/tool',
      { type: 'sms', tone: '1' },
      'property tone should not exist',
    ],
    [
      'a plan of which nothing is read',
      '/assistant',
      { analysisPlan: { summaryPlan: { timeoutSeconds: 0.5 } } },
      'analysisPlan.summaryPlan.timeoutSeconds must not be less than 1',
    ],
    [
      'a voice of nobody',
      '/assistant',
      { voice: { provider: 'me' } },
      'voice.provider must have a known provider',
    ],
    [
      'a missing field deep down',
      '/tool',
      { type: 'sms', messages: [{ type: 'request-response-delayed', timingMilliseconds: 5 }] },
      'messages.0.timingMilliseconds must not be less than 100',
    ],
    [
      'a number without its trunk',
      '/phone-number',
      { provider: 'byo-phone-number' },
      'credentialId must be a string',
    ],
    ['a key of nobody', '/credential', { provider: 'me' }, 'provider must have a known provider'],
    ['a missing key', '/credential', { provider: 'deepgram' }, 'apiKey must be a string'],
    ['an id that is none', '/call', { phoneNumberId: '+1555' }, 'phoneNumberId must be a UUID'],
  ];
  it.each(cases)('%s', async (_, path, body, message) => {
    expect(await stand.api('POST', path, body)).toEqual({
      status: 400,
      body: { message: [message], error: 'Bad Request', statusCode: 400 },
    });
  });

  it.each([
    [{}, "Couldn't Get Assistant. Need Either `assistant`, `assistantId`, `squad`, Or `squadId`."],
    [{ assistant: {} }, "Couldn't Get Phone Number. Need Either `phoneNumberId` Or `phoneNumber`."],
  ])('what a call lacks is one text: %j', async (body, message) => {
    expect(await stand.api('POST', '/call', body)).toEqual({
      status: 400,
      body: { message, error: 'Bad Request', statusCode: 400 },
    });
  });

  it('a date that is none', async () => {
    const { body } = await stand.api('GET', '/tool?createdAtGt=yesterday');
    expect(body.message).toEqual(['createdAtGt must be a valid ISO 8601 date string']);
  });

  it('an unknown server message', async () => {
    const { status, body } = await stand.api('POST', '/assistant', { serverMessages: ['everything'] });
    expect(status).toBe(400);
    expect(body.message[0]).toMatch(
      /^serverMessages.0 must be one of the following values: assistant.started, /,
    );
  });

  it('no JSON, and an id that is no UUID', async () => {
    expect((await stand.api('POST', '/assistant', '{')).status).toBe(400);
    expect((await stand.api('GET', '/assistant/42')).status).toBe(400);
  });
});

describe('the door', () => {
  it.each([
    ['no key', ''],
    ['a wrong key', 'other'],
    ['the public key', PUBLIC_KEY],
  ])('is closed to %s', async (_, key) => {
    expect(await stand.api('GET', '/assistant', undefined, key)).toEqual({
      status: 401,
      body: {
        message: expect.stringMatching(/^Invalid Key\. Hot tip, /),
        error: 'Unauthorized',
        statusCode: 401,
      },
    });
  });

  it('leads to 501 where the emulator has no route', async () => {
    expect(await stand.api('GET', '/squad', undefined, API_KEY)).toMatchObject({ status: 501 });
  });

  it('does not let pinned things be deleted', async () => {
    const { body } = await stand.api('POST', '/tool', escalateTool());
    stand.vapi.control.pin(body.id);
    expect(await stand.api('DELETE', `/tool/${body.id}`)).toMatchObject({
      status: 409,
      body: { error: 'tool_pinned' },
    });
  });
});
