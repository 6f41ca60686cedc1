import { createRequire } from 'node:module';
import type { Emulator } from '../../emulator';
import type * as inProcess from '../../infra/in-process';
import { build } from '../build';
import { AGENTS, NUMBER } from '../demo/cast';
import { localRest } from './local-rest';

/** Fictional, like everything here; the same on every machine, so that requests can be written down. */
export const VAPI_KEY = 'vapi-private-key';
const STACK_SECRET = 'local-secret-of-the-stack-0123456789abcdef';

interface Named {
  readonly sid: string;
  readonly friendly_name: string;
}

/** Builds the functions and makes the environment of `infra/index.ts`, its agents on duty and with telephones. */
export async function provision(emulator: Emulator): Promise<void> {
  await build({ quiet: true });
  // Loaded only here, and as CommonJS: with --empty the emulator runs where the infrastructure is not installed.
  const { applyInProcess } = createRequire(__filename)('../../infra/in-process') as typeof inProcess;
  const { outputs } = await applyInProcess({
    config: {
      twilioAccountSid: emulator.account.sid,
      phoneNumber: NUMBER,
      apiUrl: emulator.url,
      agents: JSON.stringify(Object.values(AGENTS)),
    },
    secrets: { twilioAuthToken: emulator.account.authToken, vapiApiKey: VAPI_KEY, secret: STACK_SECRET },
  });
  const workspace = `taskrouter.twilio.com/v1/Workspaces/${outputs.workspaceSid}`;
  const { activities } = await localRest<{ activities: Named[] }>(emulator, 'GET', `${workspace}/Activities`);
  const { workers } = await localRest<{ workers: Named[] }>(emulator, 'GET', `${workspace}/Workers`);
  const available = activities.find(({ friendly_name }) => friendly_name === 'Available');
  if (!available) throw new Error('the environment has no activity Available');
  for (const { sid } of workers) {
    await localRest(emulator, 'POST', `${workspace}/Workers/${sid}`, { ActivitySid: available.sid });
  }
  for (const { number } of Object.values(AGENTS)) {
    await localRest(emulator, 'PUT', `_emulator/people/${number}`, JSON.stringify({ does: 'takes' }));
  }
}
