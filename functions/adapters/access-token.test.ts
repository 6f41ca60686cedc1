import twilio from 'twilio';
import { signAccessToken } from './access-token';

it("is what Twilio's own library makes", () => {
  const nowMs = Math.floor(Date.now() / 1000) * 1000;
  const request = {
    ...{
      accountSid: 'AC1',
      keySid: 'SK1',
      keySecret: 'secret',
      identity: 'WK1',
      lifetimeSeconds: 900,
      nowMs,
    },
    grants: { task_router: { workspace_sid: 'WS1', worker_sid: 'WK1', role: 'worker' } },
  };
  const { AccessToken } = twilio.jwt;
  const theirs = new AccessToken('AC1', 'SK1', 'secret', { identity: 'WK1', ttl: 900 });
  theirs.addGrant(new AccessToken.TaskRouterGrant({ workspaceSid: 'WS1', workerSid: 'WK1', role: 'worker' }));
  const parts = (token: string) =>
    token
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>);
  const [header, claims] = parts(signAccessToken(request));
  const [wantedHeader, wanted] = parts(theirs.toJwt());
  expect(header).toEqual(wantedHeader);
  const { jti, iat, exp, ...rest } = wanted as { jti: string; iat: number; exp: number };
  expect(claims).toMatchObject(rest);
  expect([claims?.['jti'], claims?.['exp']]).toEqual([
    jti.replace(/\d+$/, String(nowMs / 1000)),
    nowMs / 1000 + exp - iat,
  ]);
});
