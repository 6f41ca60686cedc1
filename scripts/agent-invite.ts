import { randomBytes } from 'node:crypto';
import { signConsoleToken } from '../functions/adapters/console-tokens';
import { signSupervisorToken } from '../functions/adapters/supervisor-tokens';
import { namedWith } from './access/arguments';
import { accessSettings, type AccessSettings } from './access/settings';
import { workerNamed } from './access/worker';

const USAGE =
  'npm run agent:invite -- NAME [--stack dev]: the name of a worker, such as Ana\n' +
  'npm run agent:invite -- NAME --supervisor [--phone +15550100300] [--stack dev]: the board; with a phone, calls can be listened to there';
const LINK_MINUTES = 15;
export type Settings = Omit<AccessSettings, 'SYNC_SERVICE_SID'>;

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

async function main(): Promise<void> {
  const { name, values } = namedWith(USAGE, {
    supervisor: { type: 'boolean' },
    phone: { type: 'string' },
    stack: { type: 'string' },
  });
  if (values.phone !== undefined && !values.supervisor)
    throw new Error('--phone goes with --supervisor: an agent’s phone is the contact_uri of the worker');
  const { phone } = values;
  const settings = await accessSettings(values.stack);
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
