import type { AiEvent } from '../../functions/domain/ai-event';
import type { Handoff } from '../../functions/domain/handoff/record';
import { LIFE_MS } from './function-runs';
import { LATEST_MS } from './ports';

/** What a request for a human held. */
export interface Asked {
  readonly turns: readonly string[];
  readonly reason: string | undefined;
}

interface Taken extends Asked {
  readonly leg: string;
  readonly atMs: number;
}

/** Which request opened which handoff, and what it held: the measure of what an agent must be able to see. */
export class Requests {
  private readonly all: Taken[] = [];
  private readonly opened = new Map<number, Asked>();

  constructor(private readonly nowMs: () => number) {}

  /** A Function has begun with this event. */
  taken({ call, what }: AiEvent): void {
    if (what.kind !== 'escalate' && what.kind !== 'heard') return;
    const reason = what.kind === 'escalate' ? (what.request.reason as string | undefined) : undefined;
    const turns = (call.turns ?? []).map(({ text }) => text);
    this.all.push({ turns, reason, leg: call.leg, atMs: this.nowMs() });
  }

  /** Of the requests that may have opened a handoff, the one that held least. */
  written(before: Handoff | undefined, after: Handoff): void {
    if (after.n === before?.n || (after.via !== 'tool' && after.via !== 'keyword')) return;
    const underWay = this.all.filter(
      ({ leg, atMs, reason }) =>
        leg === after.leg &&
        this.nowMs() - atMs <= LIFE_MS + LATEST_MS &&
        (reason !== undefined) === (after.via === 'tool'),
    );
    const least = underWay.sort((a, b) => a.turns.length - b.turns.length)[0];
    if (!least) throw new Error(`handoff ${after.n} was opened and nobody asked for it`);
    this.opened.set(after.n, least);
  }

  /** With all that was said for the handoffs before it. */
  of(handoff: Handoff | undefined): Asked | undefined {
    const last = handoff && this.opened.get(handoff.n);
    const turns = [...this.opened.values()].flatMap((asked) => asked.turns);
    return last && { turns, reason: last.reason };
  }
}
