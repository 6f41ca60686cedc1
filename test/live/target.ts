import type { Twilio } from 'twilio';
import type { Sockets } from './sockets';

/** Where the cases run: the emulator, or a real Twilio account. */
export interface Target {
  readonly name: 'emulator' | 'account';
  /** Writes only to what carries the run's prefix (`OwnObjects`). */
  readonly client: Twilio;
  /** The same without another try when the platform says that there are too many requests. */
  readonly impatient: Twilio;
  /** The same signed in with an API key; undefined without one. */
  readonly keyed?: Twilio;
  /** The browser SDKs; undefined without an API key to sign their tokens with. */
  sockets?(): Sockets;
  /** Begins the name of everything that the run makes. */
  readonly prefix: string;
  /** Lets so many seconds pass, real or emulated. */
  pass(seconds: number): Promise<void>;
  /** Deletes what carries the run's prefix; answers with what could not be deleted. */
  tidy(): Promise<readonly string[]>;
  /** Lets no case make anything any more, waits for what is under way, and tidies up for the last time. */
  close(): Promise<readonly string[]>;
}

/** Runs `use` with the browser SDKs, and closes all that it opened. */
export async function withSockets<T>(target: Target, use: (sockets: Sockets) => Promise<T>): Promise<T> {
  const sockets = target.sockets?.();
  if (!sockets) throw new Error('no API key');
  try {
    return await use(sockets);
  } finally {
    await sockets.close();
  }
}

/** The first answer that is not undefined, asked for every `step` seconds; undefined when `seconds` have passed. */
export async function until<T>(
  target: Target,
  seconds: number,
  ask: () => Promise<T | undefined>,
  step = 1,
): Promise<T | undefined> {
  for (let waited = 0; ; waited += step) {
    const answer = await ask();
    if (answer !== undefined || waited >= seconds) return answer;
    await target.pass(step);
  }
}

/** `accepted`, or `<status> / <code>` of Twilio's refusal. Anything else that goes wrong is thrown on. */
export async function outcome(request: Promise<unknown>): Promise<string> {
  try {
    await request;
    return 'accepted';
  } catch (error) {
    const { status, code } = error as { status?: unknown; code?: unknown };
    if (typeof status !== 'number') throw error;
    return `${status} / ${String(code)}`;
  }
}
