import type { Clock } from '../../../core/clock';
import type { AudioSource } from '../../../core/ports';
import type { LedgerState } from '../snapshot';
import type { Span } from './spans';

/** Something that a leg hears. */
export interface HeardSpan extends Span {
  readonly source: AudioSource;
  /** The words, or what plays. */
  readonly text: string | undefined;
  /** Whose sound it is: the CallSid of the leg that speaks, the SID of the conference that plays it, or nobody's. */
  readonly from: string | undefined;
}

/** What the person on a leg does; while neither holds, the person listens. */
export interface DoneSpan extends Span {
  readonly does: 'speaking' | 'own-turn';
  readonly text: string | undefined;
}

/** `to` hears what the person on `from` says, whether or not anything is said. */
export interface PathSpan extends Span {
  readonly from: string;
  readonly to: string;
}

export interface LegRecord extends Span {
  readonly callSid: string;
  /** The number of the person whose phone it is. */
  readonly person: string;
  readonly hears: readonly HeardSpan[];
  readonly does: readonly DoneSpan[];
}

/** Everything that was heard; what still goes on ends at the moment of the reading. */
export interface LedgerRecord {
  readonly legs: readonly LegRecord[];
  readonly paths: readonly PathSpan[];
}

/** Ends what was recorded as begun. Ending twice is harmless. */
export type EndSpan = () => void;

type Open<T extends Span> = Omit<T, 'toMs'> & { toMs: number | undefined };

interface OpenLeg {
  readonly callSid: string;
  readonly person: string;
  readonly fromMs: number;
  toMs: number | undefined;
  readonly hears: Open<HeardSpan>[];
  readonly does: Open<DoneSpan>[];
}

/**
 * What every leg hears, when and from whom: derived from where the platform routes audio, never told by the code
 * under test. The figures are in `figures.ts`.
 */
export class AudioLedger {
  private readonly legs = new Map<string, OpenLeg>();
  private paths: Open<PathSpan>[] = [];

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** A leg counts from here: a caller's from dialling, a called person's from answering. */
  legUp(callSid: string, person: string): void {
    const fromMs = this.clock.now();
    this.legs.set(callSid, { callSid, person, fromMs, toMs: undefined, hears: [], does: [] });
  }

  legDown(callSid: string): void {
    const leg = this.legs.get(callSid);
    if (!leg) return;
    const now = this.clock.now();
    for (const span of [leg, ...leg.hears, ...leg.does]) span.toMs ??= now;
  }

  hears(callSid: string, heard: Pick<HeardSpan, 'source' | 'text' | 'from'>): EndSpan {
    return this.begin(this.legs.get(callSid)?.hears, heard);
  }

  does(callSid: string, done: Pick<DoneSpan, 'does' | 'text'>): EndSpan {
    return this.begin(this.legs.get(callSid)?.does, done);
  }

  connected(from: string, to: string): EndSpan {
    return this.begin(this.paths, { from, to });
  }

  record(): LedgerRecord {
    const now = this.clock.now();
    const closed = <T extends Span>(span: Open<T>): T =>
      ({ ...span, toMs: span.toMs ?? now }) as unknown as T;
    const closedAll = <T extends Span>(spans: readonly Open<T>[]): T[] =>
      spans.map((span) => closed(span)).filter(({ fromMs, toMs }) => toMs > fromMs);
    return {
      legs: [...this.legs.values()].map((leg) => ({
        ...leg,
        toMs: leg.toMs ?? now,
        hears: closedAll<HeardSpan>(leg.hears),
        does: closedAll<DoneSpan>(leg.does),
      })),
      paths: closedAll<PathSpan>(this.paths),
    };
  }

  save(): LedgerState {
    const { legs, paths } = this.record();
    return {
      legs: legs.map((leg) => ({ ...leg, hears: [...leg.hears], does: [...leg.does] })),
      paths: [...paths],
    };
  }

  /** Nothing of it goes on. Fields are in the order in which they come to be. */
  load({ legs, paths }: LedgerState): void {
    this.legs.clear();
    for (const { callSid, person, fromMs, toMs, hears, does } of legs)
      this.legs.set(callSid, {
        ...{ callSid, person, fromMs, toMs },
        hears: hears.map(({ source, text, from, ...span }) => ({ source, text, from, ...span })),
        does: does.map(({ does: what, text, ...span }) => ({ does: what, text, ...span })),
      });
    this.paths = paths.map(({ from, to, ...span }) => ({ from, to, ...span }));
  }

  private begin<T extends Span>(spans: Open<T>[] | undefined, what: Omit<T, 'fromMs' | 'toMs'>): EndSpan {
    const span = { ...what, fromMs: this.clock.now(), toMs: undefined } as unknown as Open<T>;
    spans?.push(span);
    return () => {
      span.toMs ??= this.clock.now();
    };
  }
}
