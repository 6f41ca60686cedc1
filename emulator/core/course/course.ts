import { isUtf8 } from 'node:buffer';
import type { Activity } from '../activity';
import type { Clock } from '../clock';
import type { SeededIds } from '../ids';
import type { Answered, Asked, Input, Place, Told } from './input';
import type { Repetition } from './repetition';

/** A course that has become longer than this is given up until the next one begins. */
const LONGEST_BYTES = 64 * 1024 * 1024;
/** A new course begins when this one is longer than the state at its beginning, and at least so long. */
const SHORTEST_BYTES = 64 * 1024;
/** About what an input takes besides its body. */
const HEAD_BYTES = 400;

/** Names the work that a request is part of. */
export const WORK_HEADER = 'x-emulator-work';

/** Headers that say how a request came, not what is asked. */
const OF_THE_WAY: ReadonlySet<string> = new Set([
  ...['accept-encoding', 'accept-language', 'connection', 'content-length', 'sec-fetch-mode', 'user-agent'],
]);

interface Arrived {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/**
 * What has come from outside since a moment at which no call was live. A call in the middle of its TwiML cannot be written
 * down, but the same state and the same inputs lead to the same moment: `repetition.ts`.
 */
export class Course {
  inputs: Input[] = [];
  /** The state at the beginning, as JSON. */
  beginning = '';
  /** Why this course cannot be repeated. */
  obstacle: string | undefined;
  turns = 0;
  /** What lets the course happen again, while it does. */
  repetition: Repetition | undefined;
  /** Begins a new course, if it can. Called before a request when this one is long or cannot be repeated. */
  renew: () => void = () => undefined;
  private bytes = 0;

  constructor(
    private readonly clock: Pick<Clock, 'now'>,
    private readonly ids: SeededIds,
    private readonly activity: Activity,
    private readonly arrives: () => Promise<void> | undefined = () => undefined,
  ) {}

  get place(): Place {
    const { turns, clock, ids, activity } = this;
    return { turns, atMs: clock.now(), ids: ids.position, work: activity.counter };
  }

  begin(beginning: string): void {
    Object.assign(this, { inputs: [], beginning, obstacle: undefined, turns: 0, bytes: 0 });
  }

  /** Goes on with a course that was written down. */
  load(beginning: string, inputs: readonly Input[]): void {
    Object.assign(this, { inputs: [...inputs], beginning, obstacle: undefined });
    this.bytes = JSON.stringify(inputs).length;
  }

  cannotBeRepeated(why: string): void {
    if (!this.repetition) this.obstacle ??= why;
  }

  /** A clock whose timers count as turns of the course. */
  counting(clock: Clock): Clock {
    return {
      now: () => clock.now(),
      after: (delayMs, run, order) =>
        clock.after(
          delayMs,
          () => {
            this.turns += 1;
            run();
          },
          order,
        ),
    };
  }

  /** Waits until what comes from outside may happen. Nothing is waited for where it may at once. */
  arrival(): Promise<void> | undefined {
    return this.repetition ? undefined : this.arrives();
  }

  /**
   * `isControl`: by the emulator's own controls, as people who need a snapshot move it. `isFromWork`: by a Function for which
   * time waits.
   */
  asked(
    { method, path, headers, bytes }: Arrived,
    { isControl, isFromWork }: { isControl: boolean; isFromWork: boolean },
  ): Asked | undefined {
    if (this.repetition) return undefined;
    const isLong = this.bytes > Math.max(SHORTEST_BYTES, this.beginning.length);
    if (isLong || (isControl && this.obstacle !== undefined)) this.renew();
    const kept = [...headers].filter(([name]) => !OF_THE_WAY.has(name));
    const content = Buffer.from(bytes);
    const body = isUtf8(content)
      ? { text: content.toString('utf8') }
      : { base64: content.toString('base64') };
    return this.add(
      {
        ...{ kind: 'request', method, path, headers: Object.fromEntries(kept), body },
        ...(isFromWork ? { asker: 'waited' } : {}),
      },
      content.length,
    );
  }

  /** Plain JSON, of the web sockets at `host`. */
  told(host: string, deed: object): void {
    this.add({ kind: 'socket', host, deed }, JSON.stringify(deed).length);
  }

  answered(webhook: string, answer: Omit<Answered, 'kind' | 'webhook'>): void {
    this.add({ kind: 'answer', webhook, ...answer }, answer.body.length);
  }

  private add<Kind extends Asked | Answered | Told>(input: Kind, bytes: number): Kind {
    if (this.repetition) return input;
    this.bytes += bytes + HEAD_BYTES;
    if (this.bytes > LONGEST_BYTES) this.cannotBeRepeated('too much has happened since no call was live');
    const placed = { ...this.place, ...input };
    if (this.obstacle === undefined) this.inputs.push(placed);
    else this.inputs = [];
    return placed;
  }
}
