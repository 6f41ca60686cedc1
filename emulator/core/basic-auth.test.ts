import { Hono } from 'hono';
import { basicAuth } from './basic-auth';
import { answerTwilioError } from './twilio-error';

const account = {
  sid: `AC${'a'.repeat(32)}`,
  authToken: 'token',
  apiKeys: new Map([[`SK${'b'.repeat(32)}`, 'secret:with colon']]),
};
const app = new Hono();
app.onError(answerTwilioError);
app.use(basicAuth(account));
app.get('/', (c) => c.text('in'));

const basic = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const ask = (authorization?: string) => app.request('/', { headers: authorization ? { authorization } : {} });

test('the account and its API keys are let in', async () => {
  expect((await ask(basic(account.sid, 'token'))).status).toBe(200);
  expect((await ask(basic(`SK${'b'.repeat(32)}`, 'secret:with colon'))).status).toBe(200);
});

test.each([
  ['nothing', undefined],
  ['a wrong token', basic(account.sid, 'other')],
  ['an unknown user', basic('AC1', 'token')],
  ['a token alone', `Basic ${Buffer.from('token').toString('base64')}`],
  ['another scheme', 'Bearer token'],
])('%s is refused with 20003', async (_name, authorization) => {
  const answer = await ask(authorization);
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ code: 20003, message: 'Authenticate', status: 401 });
});
