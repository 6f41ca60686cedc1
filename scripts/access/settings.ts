import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
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

/** Answers what a command of the engine prints as JSON. */
type Engine = (stack: string, ...command: string[]) => Promise<object>;

/** Of a stack; without one the process's environment over `.env` over what the emulator provisioned. Throws an Error for people. */
export async function accessSettings(stack: string | undefined): Promise<AccessSettings> {
  return stack === undefined ? fromEnvironment() : fromStack(stack, pulumi);
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

/** The secret that signs links follows from the stack's: only its configuration has it. */
export async function fromStack(stack: string, engine: Engine): Promise<AccessSettings> {
  const configured = (await engine(stack, 'config')) as Record<string, { value?: string }>;
  const values = Object.entries(configured).flatMap(([key, { value }]) =>
    value === undefined ? [] : [[key, value]],
  );
  const config = readConfig({
    ...{ project: PROJECT, stack, values: Object.fromEntries(values) },
    env: process.env,
  });
  const outputs = (await engine(stack, 'stack', 'output')) as Record<string, string>;
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

/** It may ask for the passphrase. */
async function pulumi(stack: string, ...command: string[]): Promise<object> {
  const child = spawn('npx', ['pulumi', ...command, '--json', '--show-secrets', '--stack', stack], {
    cwd: ROOT,
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (code !== 0)
    throw new Error(`pulumi ${command.join(' ')} of the stack ${stack} did not work, see above`);
  return JSON.parse(printed) as object;
}
