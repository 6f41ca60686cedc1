import { createRequire } from 'node:module';
import path from 'node:path';
import type { Emulator } from '../../emulator';
import type * as inProcess from '../../infra/in-process';
import { build } from '../build';
import { AGENTS, NUMBER } from '../demo/cast';
import { localRest } from './local-rest';
import { VAPI_KEY } from './vapi-key';

const STACK_SECRET = 'local-secret-of-the-stack-0123456789abcdef';

interface Named {
  readonly sid: string;
  readonly friendly_name: string;
}

export interface Environment {
  /** Folder of the built functions. Default: `dist`. */
  readonly functions?: string;
  /** The routing rules. Default: `routing/rules.yaml`. */
  readonly rules?: string;
  /** How long an agent's phone rings. Default: the program's. */
  readonly ringSeconds?: number | undefined;
}

/** Builds the functions and makes the environment of `infra/index.ts`, its agents on duty and with telephones. */
export async function provision(emulator: Emulator): Promise<void> {
  infrastructure();
  await build({ quiet: true });
  const { workspaceSid } = await applyLocally(emulator);
  await goOnDuty(
    emulator,
    workspaceSid,
    Object.values(AGENTS).map(({ name }) => name),
  );
  for (const { number } of Object.values(AGENTS)) {
    await localRest(emulator, 'PUT', `_emulator/people/${number}`, JSON.stringify({ does: 'takes' }));
  }
}

/** Makes the environment of `infra/index.ts`, or brings it in line where it is there. Throws before anything is made if the rules have mistakes. */
export async function applyLocally(
  emulator: Emulator,
  { functions, rules, ringSeconds }: Environment = {},
): Promise<inProcess.EnvironmentOutputs> {
  const { outputs } = await infrastructure().applyInProcess({
    config: {
      twilioAccountSid: emulator.account.sid,
      phoneNumber: NUMBER,
      apiUrl: emulator.url,
      agents: JSON.stringify(Object.values(AGENTS)),
      ...(functions === undefined ? {} : { functions }),
      ...(rules === undefined ? {} : { rules: path.resolve(rules) }),
      ...(ringSeconds === undefined ? {} : { ringSeconds: String(ringSeconds) }),
    },
    secrets: { twilioAuthToken: emulator.account.authToken, vapiApiKey: VAPI_KEY, secret: STACK_SECRET },
  });
  return outputs;
}

/** Loaded when it is needed, and as CommonJS: with --empty the emulator runs where the infrastructure is not installed. */
function infrastructure(): typeof inProcess {
  return createRequire(__filename)('../../infra/in-process') as typeof inProcess;
}

/** Makes these workers available, and the others not. */
export async function goOnDuty(
  emulator: Emulator,
  workspaceSid: string,
  names: readonly string[],
): Promise<void> {
  const workspace = `taskrouter.twilio.com/v1/Workspaces/${workspaceSid}`;
  const { activities } = await localRest<{ activities: Named[] }>(emulator, 'GET', `${workspace}/Activities`);
  const { workers } = await localRest<{ workers: Named[] }>(emulator, 'GET', `${workspace}/Workers`);
  const sidOf = (activity: string): string => {
    const found = activities.find(({ friendly_name }) => friendly_name === activity);
    if (!found) throw new Error(`the environment has no activity ${activity}`);
    return found.sid;
  };
  for (const { sid, friendly_name } of workers) {
    const ActivitySid = sidOf(names.includes(friendly_name) ? 'Available' : 'Offline');
    await localRest(emulator, 'POST', `${workspace}/Workers/${sid}`, { ActivitySid });
  }
}
