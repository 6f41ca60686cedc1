import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import type { SourceMistake } from '../../emulator/control/workshop';
import { Activity } from '../../emulator/core/activity';
import { seededIds } from '../../emulator/core/ids';
import { Journal } from '../../emulator/core/journal';
import { realClock } from '../../emulator/core/real-clock';
import { createFunctionsRuntime } from '../../emulator/twilio/serverless/runtime';
import { readSettings, WrongSettings } from '../../functions/settings';
import { readRulesFile } from '../../routing/read';
import { boardLink, inviteLink, type Settings } from '../agent-invite';
import { build } from '../build';
import { connectToAccount } from './account/account';
import { servePage } from './account/page';
import { phoneProblems } from './account/phone';
import { Reach } from './account/reach';
import { isWebhook, noteWebhook } from './account/webhooks';
import { builtFiles } from './built-files';
import { forwardTo } from './forward';
import { oneLine } from './mistakes';
import { textFiles } from './sources';
import { watchSources } from './watch';
import { DevWorkshop } from './workshop';

const ROOT = path.resolve(__dirname, '../..');
const RULES = path.join(ROOT, 'routing/rules.yaml');

export interface LiveOptions {
  readonly port: number;
  /** Of the playground, on this machine alone; 0 takes a free one. */
  readonly pagePort: number;
  /** `https://` and the host at which the internet reaches this port. */
  readonly url: string;
  /** Settings of the Functions. */
  readonly envFile: string;
  /** What came of a change. */
  readonly tell: (about: string, mistakes: readonly SourceMistake[]) => void;
  /** A request that was answered, and what a Function printed. */
  readonly print: (line: string) => void;
  /** A local platform in place of the account: `http://127.0.0.1:4010`. Nobody but a test has one. */
  readonly standIn?: string;
}

export interface Live {
  readonly accountSid: string;
  readonly phoneNumber: string;
  /** Where the playground is. */
  readonly pageUrl: string;
  /** What the phone in the browser lacks, one sentence a key. */
  readonly phoneProblems: readonly string[];
  /** What is wrong with the public address; undefined when it leads here. */
  reachProblem(): Promise<string | undefined>;
  close(): Promise<void>;
}

/** The settings with which a real account is used. Throws an Error that says all that is wrong, never a secret. */
export function liveVariables(envFile: string, url: string): Record<string, string> {
  if (!existsSync(envFile))
    throw new Error(`--live: there is no ${envFile} (README, "Settings of the Functions")`);
  const given = parseEnv(readFileSync(envFile, 'utf8')) as Record<string, string>;
  if (given.TWILIO_BASE_URL)
    throw new Error('--live: TWILIO_BASE_URL is set, which leads to the local platform; take it out of .env');
  const variables = { ...given, SERVER_URL: url, EVENTS_URL: url, CONSOLE_URL: url };
  try {
    const { ACCOUNT_SID, AUTH_TOKEN } = readSettings(variables);
    return { ...variables, ACCOUNT_SID, AUTH_TOKEN };
  } catch (error) {
    if (!(error instanceof WrongSettings)) throw error;
    throw new Error(['--live: .env is not as it has to be:', ...error.problems].join('\n  '), {
      cause: error,
    });
  }
}

/**
 * This checkout's functions and pages before a real account, built anew as they are saved, and the playground beside them.
 * They run behind the gates of the cloud: the internet reaches this port, and twilio-run would let anybody ask for what only
 * Twilio may.
 */
export async function openLive(options: LiveOptions): Promise<Live> {
  const { port, pagePort, url, envFile, tell, print, standIn } = options;
  const variables: Record<string, string> = {
    ...liveVariables(envFile, url),
    ...(standIn && { TWILIO_BASE_URL: standIn }),
  };
  const before = readRulesFile(RULES);
  mkdirSync(path.join(ROOT, '.cache'), { recursive: true });
  // Inside the project: the runtime finds its packages from there.
  const folder = mkdtempSync(path.join(ROOT, '.cache/live-'));
  const account = connectToAccount(variables, url);
  const domainName = new URL(url).host;
  const runtime = createFunctionsRuntime({
    ...{ activity: new Activity(), clock: realClock, accountSid: account.sid },
    authToken: variables.AUTH_TOKEN ?? '',
    ids: seededIds(randomBytes(32).toString('hex')),
    folder: path.join(folder, 'run'),
  });
  const signIn = variables as unknown as Settings;
  const workshop = new DevWorkshop({
    ...{ root: ROOT, rules: RULES, texts: textFiles(ROOT) },
    async bringIntoForce() {
      await build({ quiet: true, outDir: path.join(folder, 'dist') });
      await runtime.deploy({
        ...{ domainName, serviceSid: '', environmentSid: '', includeCredentials: true, variables },
        files: await builtFiles(path.join(folder, 'dist/local')),
      });
    },
    signInLink: async (agent) =>
      agent === undefined
        ? boardLink({ name: 'Supervisor' }, signIn, Date.now())
        : inviteLink(agent, signIn, Date.now()),
  });
  workshop.show([{ name: 'Board', url: `${url}/console/board` }]);
  const journal = new Journal(realClock);
  const reach = new Reach(url, port);
  const closing: (() => Promise<void> | void)[] = [
    () => rmSync(folder, { recursive: true, force: true }),
    () => runtime.close(),
  ];
  const close = async (): Promise<void> => {
    for (const part of closing.reverse()) await part();
  };
  try {
    await workshop.renew('everything');
    const { mistakes } = workshop.state();
    if (mistakes.length > 0) throw new Error(mistakes.map(oneLine).join('\n'));
    const logged = new Set<string>();
    let count = 0;
    const stop = await forwardTo(runtime.resolve(`https://${domainName}`) ?? '', port, (forwarded) => {
      if (reach.came(forwarded.path)) return;
      // What stands after the `?` may be personal.
      print(`${forwarded.status} ${forwarded.method} ${forwarded.path.split('?')[0]}`);
      for (const { sid, message } of runtime.logs(domainName).filter((one) => !logged.has(one.sid))) {
        logged.add(sid);
        print(message);
      }
      if (isWebhook(forwarded)) noteWebhook(journal, url, `webhook-${(count += 1)}`, forwarded);
    });
    closing.push(stop);
    const target = { account, journal, workshop, reach, rules: { file: RULES, before } };
    const page = await servePage(pagePort, target);
    closing.push(() => page.close());
    const folders = ['functions', 'texts', 'assets', 'routing'].map((name) => path.join(ROOT, name));
    const unwatch = watchSources({ folders }, (files) => {
      const isCode = files.some((file) => file.startsWith(path.join(ROOT, 'functions')));
      const about = files.map((file) => workshop.named(file)).join(', ');
      void workshop.renew(about, isCode).then(() => tell(about, workshop.state().mistakes));
    });
    closing.push(async () => {
      unwatch();
      await workshop.settled();
    });
    return {
      accountSid: account.sid,
      phoneNumber: variables.TWILIO_NUMBER ?? '',
      pageUrl: page.url,
      phoneProblems: phoneProblems(variables),
      reachProblem: () => reach.problem(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
