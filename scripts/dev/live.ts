import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import type { SourceMistake } from '../../emulator/control/workshop';
import { Activity } from '../../emulator/core/activity';
import { seededIds } from '../../emulator/core/ids';
import { realClock } from '../../emulator/core/real-clock';
import { createFunctionsRuntime } from '../../emulator/twilio/serverless/runtime';
import { readSettings } from '../../functions/settings';
import { build } from '../build';
import { builtFiles } from './built-files';
import { forwardTo } from './forward';
import { mistakesOf } from './mistakes';
import { watchSources } from './watch';

const ROOT = path.resolve(__dirname, '../..');

export interface LiveOptions {
  readonly port: number;
  /** `https://` and the host at which the internet reaches this port. */
  readonly url: string;
  /** Settings of the Functions. */
  readonly envFile: string;
  /** What came of a change. */
  readonly tell: (about: string, mistakes: readonly SourceMistake[]) => void;
  /** A request that was answered, and what a Function printed. */
  readonly print: (line: string) => void;
}

export interface Live {
  readonly accountSid: string;
  readonly phoneNumber: string;
  close(): Promise<void>;
}

/** The settings with which a real account is used. Throws an Error that says all that is wrong, never a secret. */
export function liveVariables(envFile: string, url: string): Record<string, string> {
  if (!existsSync(envFile))
    throw new Error(`--live: there is no ${envFile} (README, "Settings of the Functions")`);
  const given = parseEnv(readFileSync(envFile, 'utf8')) as Record<string, string>;
  if (given.TWILIO_BASE_URL)
    throw new Error('--live: TWILIO_BASE_URL is set, which leads to the local platform; take it out of .env');
  const { ACCOUNT_SID, AUTH_TOKEN } = readSettings({
    ...given,
    SERVER_URL: url,
    EVENTS_URL: url,
    CONSOLE_URL: url,
  });
  return { ...given, ACCOUNT_SID, AUTH_TOKEN, SERVER_URL: url, EVENTS_URL: url, CONSOLE_URL: url };
}

/**
 * This checkout's functions and pages before a real account, built anew as they are saved. They run behind the gates of
 * the cloud: the internet reaches this port, and twilio-run would let anybody ask for what only Twilio may.
 */
export async function openLive({ port, url, envFile, tell, print }: LiveOptions): Promise<Live> {
  const variables = liveVariables(envFile, url);
  mkdirSync(path.join(ROOT, '.cache'), { recursive: true });
  // Inside the project: the runtime finds its packages from there.
  const folder = mkdtempSync(path.join(ROOT, '.cache/live-'));
  const [accountSid, authToken] = [variables.ACCOUNT_SID ?? '', variables.AUTH_TOKEN ?? ''];
  const domainName = new URL(url).host;
  const runtime = createFunctionsRuntime({
    ...{ activity: new Activity(), clock: realClock, accountSid, authToken },
    ids: seededIds(randomBytes(32).toString('hex')),
    folder: path.join(folder, 'run'),
  });
  const bringIntoForce = async (): Promise<void> => {
    await build({ quiet: true, outDir: path.join(folder, 'dist') });
    await runtime.deploy({
      ...{ domainName, serviceSid: '', environmentSid: '', includeCredentials: true, variables },
      files: await builtFiles(path.join(folder, 'dist/local')),
    });
  };
  let stop: () => Promise<void> = () => Promise.resolve();
  const close = async (): Promise<void> => {
    await stop();
    await runtime.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await bringIntoForce();
    const logged = new Set<string>();
    stop = await forwardTo(runtime.resolve(`https://${domainName}`) ?? '', port, (line) => {
      print(line);
      for (const { sid, message } of runtime.logs(domainName).filter((one) => !logged.has(one.sid))) {
        logged.add(sid);
        print(message);
      }
    });
  } catch (error) {
    await close();
    throw error;
  }
  let renewing: Promise<void> = Promise.resolve();
  const folders = ['functions', 'texts', 'assets'].map((name) => path.join(ROOT, name));
  const unwatch = watchSources({ folders }, (files) => {
    const about = files.map((file) => path.relative(ROOT, file)).join(', ');
    renewing = renewing.then(bringIntoForce).then(
      () => tell(about, []),
      (error: unknown) => tell(about, mistakesOf(error, ROOT)),
    );
  });
  return {
    accountSid,
    phoneNumber: variables.TWILIO_NUMBER ?? '',
    async close() {
      unwatch();
      await renewing;
      await close();
    },
  };
}
