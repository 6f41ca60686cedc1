import twilio from 'twilio';
import RequestClient from 'twilio/lib/base/RequestClient';
import { cleanUp } from './cleanup';
import { OwnObjects } from './own-objects';
import { Sockets, type SocketOptions } from './sockets';
import type { Target } from './target';

type Environment = Readonly<Record<string, string | undefined>>;

export interface LiveSettings {
  readonly accountSid: string;
  readonly authToken: string;
  /** Signs the tokens of the browser SDKs; their cases are not asked without it. */
  readonly apiKey: { readonly sid: string; readonly secret: string } | undefined;
  /** A name for this run; the same name again first deletes what the earlier attempt left. */
  readonly run: string;
}

/** What a run on a real account needs. Throws unless all of it was said by hand, and the account was named twice. */
export function liveSettings(env: Environment, now: Date): LiveSettings {
  const { TWILIO_API_KEY: key = '', TWILIO_API_SECRET: secret = '' } = env;
  const { LIVE, CI, TWILIO_ACCOUNT_SID: accountSid = '', TWILIO_AUTH_TOKEN: authToken = '' } = env;
  const problems = [
    LIVE === '1' ? '' : 'LIVE must be 1',
    CI ? 'CI must not be set: a run on a real account is started by hand' : '',
    /^AC[0-9a-f]{32}$/.test(accountSid) ? '' : 'TWILIO_ACCOUNT_SID must be an account SID',
    authToken ? '' : 'TWILIO_AUTH_TOKEN must be set',
    accountSid && env.LIVE_CONFIRM_ACCOUNT === accountSid
      ? ''
      : 'LIVE_CONFIRM_ACCOUNT must repeat the SID of the account on which objects may be made and deleted',
    Boolean(key) === Boolean(secret) ? '' : 'TWILIO_API_KEY and TWILIO_API_SECRET must come together',
    /^[a-z0-9-]{4,40}$/.test(env.LIVE_RUN ?? 'none') ? '' : 'LIVE_RUN must be 4 to 40 of a-z, 0-9 and -',
  ].filter(Boolean);
  if (problems.length > 0) throw new Error(`nothing was sent to Twilio: ${problems.join('; ')}`);
  return {
    accountSid,
    authToken,
    apiKey: key ? { sid: key, secret } : undefined,
    run:
      env.LIVE_RUN ??
      now
        .toISOString()
        .slice(0, 19)
        .toLowerCase()
        .replace(/[^0-9t]/g, '-'),
  };
}

/** A real account, in which only this run's own objects can be reached. */
export function accountTarget({ accountSid, authToken, apiKey, run }: LiveSettings): Target {
  const prefix = `handoff-live-${run}-`;
  const own = new OwnObjects(prefix);
  const guarded = (retrying: { autoRetry?: boolean; maxRetries?: number } = {}) =>
    own.guard(new RequestClient({ timeout: 15_000, ...retrying }));
  const retrying = guarded({ autoRetry: true, maxRetries: 5 });
  const target: Target = {
    name: 'account',
    client: twilio(accountSid, authToken, { httpClient: retrying }),
    impatient: twilio(accountSid, authToken, { httpClient: guarded() }),
    ...(apiKey
      ? {
          keyed: twilio(apiKey.sid, apiKey.secret, { accountSid, httpClient: retrying }),
          sockets: () => new Sockets(socketOptions(accountSid, apiKey, own)),
        }
      : {}),
    prefix,
    pass: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
    tidy: () => cleanUp(target, own),
    async close() {
      await own.end();
      return cleanUp(target, own);
    },
  };
  return target;
}

/** Tokens that open nothing but what this run made. */
function socketOptions(
  accountSid: string,
  { sid, secret }: { readonly sid: string; readonly secret: string },
  own: OwnObjects,
): SocketOptions {
  const { AccessToken } = twilio.jwt;
  return {
    sync: {},
    worker: {},
    workerServer: 'wss://event-bridge.twilio.com/v1/wschannels',
    token({ worker, sync }, identity, ttl) {
      for (const owner of [worker?.workspaceSid, sync])
        if (owner !== undefined && !own.left().includes(owner))
          throw new Error(`the live tests may not open ${owner}: it is none of its own`);
      const token = new AccessToken(accountSid, sid, secret, { identity, ttl });
      if (worker) token.addGrant(new AccessToken.TaskRouterGrant(worker));
      if (sync) token.addGrant(new AccessToken.SyncGrant({ serviceSid: sync }));
      return token.toJwt();
    },
  };
}
