import { namedWith } from './access/arguments';
import { accessSettings, type AccessSettings } from './access/settings';
import { all, ask } from './access/twilio';
import { workerNamed } from './access/worker';

const USAGE =
  'npm run agent:revoke -- NAME [--stack dev]: ends all sessions of a worker, such as Ana\n' +
  'npm run agent:revoke -- NAME --supervisor [--stack dev]: ends all sessions of a supervisor';

interface Session {
  readonly unique_name: string | null;
  readonly revision: string;
  readonly data: { readonly worker?: string; readonly supervisor?: string; readonly endedAtMs?: number };
}

/** Ends every open session of one person, at once and for every copy of its cookie. Answers with how many there were. */
export async function endSessions(
  whose: { readonly worker: string } | { readonly supervisor: string },
  settings: Omit<AccessSettings, 'CONSOLE_URL' | 'TOKEN_SECRET'>,
  nowMs: number,
): Promise<number> {
  const documents = `sync.twilio.com/v1/Services/${settings.SYNC_SERVICE_SID}/Documents`;
  let ended = 0;
  for await (const session of all<Session>(settings, `${documents}?PageSize=100`, 'documents')) {
    const { unique_name: name, data, revision } = session;
    const isTheirs = 'worker' in whose ? data.worker === whose.worker : data.supervisor === whose.supervisor;
    if (!name?.startsWith('session:') || !isTheirs || data.endedAtMs !== undefined) continue;
    const form = { Data: JSON.stringify({ ...data, endedAtMs: nowMs }) };
    await ask(settings, `${documents}/${name}`, { form, ifMatch: revision });
    ended += 1;
  }
  return ended;
}

async function main(): Promise<void> {
  const { name, values } = namedWith(USAGE, { supervisor: { type: 'boolean' }, stack: { type: 'string' } });
  const settings = await accessSettings(values.stack);
  const whose = values.supervisor ? { supervisor: name } : { worker: await workerNamed(name, settings) };
  const ended = await endSessions(whose, settings, Date.now());
  console.log(
    `${ended === 1 ? '1 session is' : `${ended} sessions are`} over. docs/sign-in.md says what else keeps ${name} out.`,
  );
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
