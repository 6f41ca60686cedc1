import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Phone } from '../../emulator/people';
import { longest, merge, subtract, type Span } from '../../emulator/twilio/voice/ledger/spans';
import { openStand, type ConsoleStand } from '../../scripts/console/stand';
import { launch } from './browser';
import { builtFunctions } from './built-functions';
import { releaseTimers } from './real-time';
import { twilioClient } from './twilio-client';

type StandOptions = NonNullable<Parameters<typeof openStand>[0]>;

/** A browser, and a whole environment whose pages it opens. */
export class Stage {
  /** What pages said that something went wrong. A test fails that leaves some. */
  readonly complaints: string[] = [];

  private constructor(
    readonly browser: Browser,
    readonly stand: ConsoleStand,
    private readonly excused: RegExp,
  ) {}

  /** `excused`: errors in the browser's console that tests bring about on purpose. */
  static async open(
    place: string,
    excused: RegExp,
    options: Omit<StandOptions, 'functions'>,
  ): Promise<Stage> {
    releaseTimers();
    const functions = await builtFunctions();
    const [browser, stand] = await Promise.all([launch(place), openStand({ functions, ...options })]);
    return new Stage(browser, stand, excused);
  }

  async page(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !this.excused.test(message.text()))
        this.complaints.push(message.text());
    });
    return page;
  }

  /** The longest stretch since then in which none of the agents could talk with the caller; undefined for none. */
  callerAlone(phone: Phone, since: number): Span | undefined {
    const { paths } = this.stand.emulator.voice.ledger.record();
    const toCaller = paths.filter(({ to }) => to === phone.callSid);
    const toMs = phone.isOver ? Math.max(...toCaller.map((path) => path.toMs)) : Date.now();
    return longest(subtract([{ fromMs: since, toMs }], merge(toCaller)));
  }

  async tasks(query = ''): Promise<StoredTask[]> {
    const path = `taskrouter.twilio.com/v1/Workspaces/${this.stand.outputs.workspaceSid}/Tasks`;
    return (await this.stand.rest<{ tasks: StoredTask[] }>(`${path}?PageSize=100${query}`)).tasks;
  }

  /** Changes a variable of the Functions wherever it is deployed, and answers with what changes it back. */
  async vary(name: string, value: string): Promise<() => Promise<void>> {
    const { serverless } = twilioClient(this.stand.emulator.url, this.stand.emulator.account);
    const before: (() => Promise<unknown>)[] = [];
    for (const { sid: service } of await serverless.v1.services.list()) {
      const { environments } = serverless.v1.services(service);
      for (const { sid: environment } of await environments.list()) {
        const { variables } = environments(environment);
        for (const { sid, key, value: was } of await variables.list()) {
          if (key !== name) continue;
          await variables(sid).update({ value });
          before.push(() => variables(sid).update({ value: was }));
        }
      }
    }
    return async () => void (await Promise.all(before.map((back) => back())));
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.stand.close();
  }
}

export interface StoredTask {
  readonly sid: string;
  readonly assignment_status: string;
  readonly attributes: string;
}

interface Said {
  readonly outcome?: string;
  readonly note?: string;
}

/** What the agents who had it said of a call. */
export function saidOf({ attributes }: StoredTask): Said[] {
  const { wrapUp } = JSON.parse(attributes) as { wrapUp?: { by?: Record<string, Said> } };
  return Object.values(wrapUp?.by ?? {}).map(({ outcome, note }) => ({ outcome, note }));
}

/** Looks again until it holds; the test's own limit is the deadline. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}
