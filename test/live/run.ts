import fs from 'node:fs';
import path from 'node:path';
import { accountTarget, liveSettings, type LiveSettings } from './account-target';
import { openAssumptions } from './assumptions';
import { CASES, SOCKET_CASES } from './cases';
import { liveRun, type LiveRun } from './live-run';
import { agrees, table } from './report';

/** Three times what it takes. */
const LIMIT_MS = 45 * 60_000;
const ECHO_MS = 1000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** `npm run test:live`: the cases on a real Twilio account. `-- --clean` only deletes what a run named by LIVE_RUN left. */
async function main(): Promise<void> {
  const settings = liveSettings(process.env, new Date());
  const say = (text: string): void => void process.stdout.write(`${withoutSecrets(text, settings)}\n`);
  const again = `LIVE_RUN=${settings.run} npm run test:live -- --clean`;
  say(`run ${settings.run}; should it end without a word, this deletes what it made: ${again}`);

  const stop = new AbortController();
  let heardMs: number | undefined;
  for (const signal of SIGNALS)
    process.on(signal, () => {
      // A terminal and the program between may both pass the same one on.
      if (heardMs !== undefined && performance.now() - heardMs > ECHO_MS) process.exit(1);
      heardMs ??= performance.now();
      if (stop.signal.aborted) return;
      say(`${signal}: deleting what was made; once more to leave it there (${again})`);
      stop.abort(signal);
    });
  // Whatever a case that was left alone still does must not keep the rest from being deleted.
  for (const failure of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(failure, (error: unknown) => stop.abort(error instanceof Error ? error.message : failure));
  const limit = setTimeout(() => stop.abort(`more than ${LIMIT_MS / 60_000} minutes`), LIMIT_MS);

  const isCleaning = process.argv.includes('--clean');
  const run = await liveRun(
    accountTarget(settings),
    isCleaning ? [] : [...CASES, ...SOCKET_CASES],
    stop.signal,
  );
  clearTimeout(limit);
  if (!isCleaning) say(written(run, settings));
  if (run.brokenOff !== undefined) say(`broken off: ${run.brokenOff}`);
  for (const one of run.left) say(`not deleted: ${one}`);
  if (run.left.length > 0) say(`later: ${again}`);
  const isFine = run.rows.every(agrees);
  process.exit(isFine && run.brokenOff === undefined && run.left.length === 0 ? 0 : 1);
}

/** The table and what stays open, also in a file. */
function written(run: LiveRun, settings: LiveSettings): string {
  const file = path.resolve(__dirname, `../../.cache/live-${settings.run}.md`);
  const open = openAssumptions().map(({ text, why }) => `- ${text} (${why})`);
  const text = `${table(run)}\n\nNo case settles:\n\n${open.join('\n')}\n`;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, withoutSecrets(text, settings));
  return `\n${text}\n${file}`;
}

function withoutSecrets(text: string, { authToken, accountSid, apiKey }: LiveSettings): string {
  const plain = text.replaceAll(authToken, '[token]').replaceAll(accountSid, '[account]');
  return apiKey ? plain.replaceAll(apiKey.secret, '[secret]').replaceAll(apiKey.sid, '[key]') : plain;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'failed'}\n`);
  process.exit(2);
});
