import { Hono } from 'hono';
import { basicAuth } from '../../emulator/core/basic-auth';
import { notServed } from '../../emulator/core/not-served';
import type { DeployedBuild } from '../../emulator/core/ports';
import { answerTwilioError } from '../../emulator/core/twilio-error';
import { createNumbers } from '../../emulator/twilio/numbers';
import { createServerless } from '../../emulator/twilio/serverless';
import { createSync } from '../../emulator/twilio/sync';
import { createTaskRouter } from '../../emulator/twilio/taskrouter';
import { createVapi } from '../../emulator/vapi';
import { emulated, type Emulated } from './emulated';
import { noTelephone } from './no-telephone';

export const NUMBER = '+15550100100';
export const VAPI_KEY = 'vapi-private';

export interface EmulatedAccount extends Emulated {
  /** What runs, by domain name. */
  readonly running: ReadonlyMap<string, DeployedBuild>;
  /** JSON of Vapi's API. */
  vapi<T>(path: string): Promise<T>;
  /** `POST /path` of everything that was not a read, in order. */
  writes(): string[];
}

/** A Twilio account with one number and a Vapi organisation: everything that can be provisioned, nothing that can be called. */
export async function emulatedAccount(): Promise<EmulatedAccount> {
  const running = new Map<string, DeployedBuild>();
  const platform = await emulated((ctx) => {
    const numbers = createNumbers(ctx);
    numbers.seed(NUMBER);
    const api = new Hono();
    api.onError(answerTwilioError);
    api.notFound(notServed);
    api.use(basicAuth(ctx.account));
    numbers.mount(api);
    return [
      createTaskRouter(ctx, noTelephone()).product,
      createSync(ctx).product,
      createServerless(ctx, {
        deploy: (build) => Promise.resolve(void running.set(build.domainName, build)),
        undeploy: (domain) => Promise.resolve(void running.delete(domain)),
        logs: () => [],
      }).product,
      createVapi(ctx, { apiKey: VAPI_KEY, publicKey: 'vapi-public' }).product,
      { hosts: ['api.twilio.com'], app: api },
    ];
  });
  return {
    ...platform,
    running,
    async vapi<T>(path: string) {
      const response = await fetch(`${platform.url}/api.vapi.ai${path}`, {
        headers: { authorization: `Bearer ${VAPI_KEY}` },
      });
      return (await response.json()) as T;
    },
    writes: () =>
      platform.ctx.journal.entries
        .filter(({ kind, method }) => kind === 'api.answered' && method !== 'GET')
        .map(({ method, path }) => `${String(method)} ${String(path)}`),
  };
}
