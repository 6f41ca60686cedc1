import { isUtf8 } from 'node:buffer';
import type { Activity } from '../activity';
import type { Clock } from '../clock';
import type { Ids, SeededIds } from '../ids';
import type { Answered, Asked, Drawn, Input, Place } from './input';
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

/**
 * What has come from outside since a moment at which no call was live. A call in the middle of its TwiML cannot be written
 * down, but in virtual time the same state and the same inputs lead to the same moment: `repetition.ts`.
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

  /** Identifiers for whatever is not repeated. */
  drawing(ids: Ids): Ids {
    const noted = <T>(drawn: T): T => {
      this.drawn();
      return drawn;
    };
    return {
      sid: (prefix) => noted(ids.sid(prefix)),
      uuid: () => noted(ids.uuid()),
      hex: (bytes) => noted(ids.hex(bytes)),
      random: () => noted(ids.random()),
    };
  }

  /** `isControl`: by the emulator's own controls, as people who need a snapshot move it. */
  asked(
    method: string,
    path: string,
    headers: Headers,
    bytes: Uint8Array,
    isControl: boolean,
  ): Asked | undefined {
    if (this.repetition) return undefined;
    const isLong = this.bytes > Math.max(SHORTEST_BYTES, this.beginning.length);
    if (isLong || (isControl && this.obstacle !== undefined)) this.renew();
    const kept = [...headers].filter(([name]) => !OF_THE_WAY.has(name));
    const content = Buffer.from(bytes);
    const body = isUtf8(content)
      ? { text: content.toString('utf8') }
      : { base64: content.toString('base64') };
    const isFromWork = this.activity.find(headers.get(WORK_HEADER) ?? '') !== undefined;
    return this.add(
      {
        ...{ kind: 'request', method, path, headers: Object.fromEntries(kept), body },
        ...(isFromWork ? { asker: 'waited' } : {}),
      },
      content.length,
    );
  }

  answered(webhook: string, answer: Omit<Answered, 'kind' | 'webhook'>): void {
    this.add({ kind: 'answer', webhook, ...answer }, answer.body.length);
  }

  private drawn(): void {
    if (this.inputs.at(-1)?.kind === 'drawn' && this.inputs.at(-1)?.turns === this.turns) this.inputs.pop();
    this.add({ kind: 'drawn' }, 0);
  }

  private add<Kind extends Asked | Answered | Drawn>(input: Kind, bytes: number): Kind {
    if (this.repetition) return input;
    this.bytes += bytes + HEAD_BYTES;
    if (this.bytes > LONGEST_BYTES) this.cannotBeRepeated('too much has happened since no call was live');
    const placed = { ...this.place, ...input };
    if (this.obstacle === undefined) this.inputs.push(placed);
    else this.inputs = [];
    return placed;
  }
}
