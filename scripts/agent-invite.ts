import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs, parseEnv } from 'node:util';
import { signConsoleToken } from '../functions/adapters/console-tokens';
import { signSupervisorToken } from '../functions/adapters/supervisor-tokens';
import { EMULATOR_ENV } from './functions';

const LINK_MINUTES = 15;
const WANTED = ['ACCOUNT_SID', 'AUTH_TOKEN', 'WORKSPACE_SID', 'CONSOLE_URL', 'TOKEN_SECRET'] as const;
export type Settings = Readonly<Record<(typeof WANTED)[number], string>> & {
  readonly TWILIO_BASE_URL?: string;
};

/** A link that signs an agent in once, for a quarter of an hour. `name`: the worker's, in TaskRouter. Throws an Error for people. */
export async function inviteLink(name: string, settings: Settings, nowMs: number): Promise<string> {
  const grant = { worker: await workerNamed(name, settings), ...fresh(nowMs) };
  return `${settings.CONSOLE_URL}/console#invite=${signConsoleToken('invite', grant, settings.TOKEN_SECRET)}`;
}

type BoardSettings = Pick<Settings, 'CONSOLE_URL' | 'TOKEN_SECRET'>;

/**
 * A link that opens the board once, for a quarter of an hour, to anybody: supervisors are no workers. `phone`: where
 * the supervisor may listen to calls, in E.164 form; undefined for one who may not. Throws an Error for people.
 */
export function boardLink(
  { name, phone }: { readonly name: string; readonly phone?: string | undefined },
  settings: BoardSettings,
  nowMs: number,
): string {
  if (phone !== undefined && !/^\+[1-9]\d{6,14}$/.test(phone))
    throw new Error(`--phone ${phone}: wants a number such as +15550100300`);
  if (name.length > 40) throw new Error('NAME: wants at most 40 characters');
  const token = signSupervisorToken('invite', { name, phone, ...fresh(nowMs) }, settings.TOKEN_SECRET);
  return `${settings.CONSOLE_URL}/console/board#invite=${token}`;
}

function fresh(nowMs: number): { id: string; expiresAtMs: number } {
  return { id: randomBytes(16).toString('hex'), expiresAtMs: nowMs + LINK_MINUTES * 60_000 };
}

async function workerNamed(name: string, settings: Settings): Promise<string> {
  const { ACCOUNT_SID, AUTH_TOKEN, WORKSPACE_SID, TWILIO_BASE_URL } = settings;
  const query = new URLSearchParams({ FriendlyName: name });
  const base = `${TWILIO_BASE_URL || 'https:/'}/taskrouter.twilio.com/v1/Workspaces/${WORKSPACE_SID}`;
  const response = await fetch(`${base}/Workers?${query.toString()}`, {
    headers: {
      authorization: `Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString('base64')}`,
    },
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`TaskRouter answers ${response.status}: check the account in .env`);
  const { workers } = (await response.json()) as { workers: { sid: string; friendly_name: string }[] };
  const worker = workers.find(({ friendly_name }) => friendly_name === name);
  if (!worker) throw new Error(`no worker is called ${name}`);
  return worker.sid;
}

/** The process's environment over `.env` over what the emulator provisioned. */
function readSettings(): Settings {
  const file = [path.resolve(__dirname, '../.env'), EMULATOR_ENV].find((candidate) => existsSync(candidate));
  const given = { ...(file ? parseEnv(readFileSync(file, 'utf8')) : {}), ...process.env };
  const missing = WANTED.filter((key) => !given[key]);
  if (missing.length > 0)
    throw new Error(`missing: ${missing.join(', ')} (start npm run emulator, or write .env)`);
  return given as unknown as Settings;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { supervisor: { type: 'boolean' }, phone: { type: 'string' } },
  });
  const name = positionals.join(' ');
  if (name === '')
    throw new Error(
      'npm run agent:invite -- NAME: the name of a worker, such as Ana\n' +
        'npm run agent:invite -- NAME --supervisor [--phone +15550100300]: the board; with a phone, calls can be listened to there',
    );
  if (values.phone !== undefined && !values.supervisor)
    throw new Error('--phone goes with --supervisor: an agent’s phone is the contact_uri of the worker');
  const { phone } = values;
  const settings = readSettings();
  const link = values.supervisor
    ? boardLink({ name, phone }, settings, Date.now())
    : await inviteLink(name, settings, Date.now());
  console.log(link);
  console.log(`Good once, for ${LINK_MINUTES} minutes. Give it to ${name} alone.`);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
