import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { readConfig } from '../../infra/config';
import { EMULATOR_ENV } from '../functions';

const ROOT = path.resolve(__dirname, '../..');
const PROJECT = 'handoff';
const WANTED = [
  ...(['ACCOUNT_SID', 'AUTH_TOKEN', 'WORKSPACE_SID', 'SYNC_SERVICE_SID'] as const),
  ...(['CONSOLE_URL', 'TOKEN_SECRET'] as const),
] as const;

/** What somebody knows who lets people into an environment. */
export type AccessSettings = Readonly<Record<(typeof WANTED)[number], string>> & {
  readonly TWILIO_BASE_URL?: string;
};

/** Of a stack; without one the process's environment over `.env` over what the emulator provisioned. Throws an Error for people. */
export function accessSettings(stack: string | undefined): AccessSettings {
  return stack === undefined ? fromEnvironment() : fromStack(stack);
}

function fromEnvironment(): AccessSettings {
  const file = [path.join(ROOT, '.env'), EMULATOR_ENV].find((candidate) => existsSync(candidate));
  const given = { ...(file ? parseEnv(readFileSync(file, 'utf8')) : {}), ...process.env };
  const missing = WANTED.filter((key) => !given[key]);
  if (missing.length > 0)
    throw new Error(
      `missing: ${missing.join(', ')} (start npm run emulator, name a stack with --stack dev, or write .env)`,
    );
  return given as unknown as AccessSettings;
}

function fromStack(stack: string): AccessSettings {
  const configured = pulumi(stack, ['config']) as Record<string, { value?: string }>;
  const values = Object.entries(configured).flatMap(([key, { value }]) =>
    value === undefined ? [] : [[key, value]],
  );
  const config = readConfig({
    project: PROJECT,
    stack,
    values: Object.fromEntries(values),
    env: process.env,
  });
  const outputs = pulumi(stack, ['stack', 'output']) as Record<string, string>;
  const { workspaceSid, syncServiceSid, consoleUrl } = outputs;
  if (!workspaceSid || !syncServiceSid || !consoleUrl)
    throw new Error(`the stack ${stack} has not been made yet: npx pulumi up --stack ${stack}`);
  const { twilioAccountSid, twilioAuthToken, twilioApiKey, twilioApiSecret, apiUrl } = config.settings;
  return {
    ACCOUNT_SID: twilioAuthToken ? twilioAccountSid : (twilioApiKey ?? ''),
    AUTH_TOKEN: twilioAuthToken ?? twilioApiSecret ?? '',
    WORKSPACE_SID: workspaceSid,
    SYNC_SERVICE_SID: syncServiceSid,
    CONSOLE_URL: new URL(consoleUrl).origin,
    TOKEN_SECRET: config.secrets.token,
    ...(apiUrl && { TWILIO_BASE_URL: apiUrl }),
  };
}

/** What the engine answers, as JSON. It may ask for the passphrase. */
function pulumi(stack: string, command: readonly string[]): object {
  const { status, stdout, error } = spawnSync(
    'npx',
    ['pulumi', ...command, '--json', '--show-secrets', '--stack', stack],
    { cwd: ROOT, encoding: 'utf8', stdio: ['inherit', 'pipe', 'inherit'] },
  );
  if (error) throw new Error(`pulumi did not start: ${error.message}`);
  if (status !== 0)
    throw new Error(`pulumi ${command.join(' ')} of the stack ${stack} did not work, see above`);
  return JSON.parse(stdout) as object;
}
