import { realClock } from '../../../core/real-clock';
import type { Ids } from '../../../core/ids';
import type { Clock } from '../../../core/clock';
import { currentInvocation } from './invocation';

/** The seam by which a Function takes time and randomness from the process it runs in. */
interface Host {
  now(): number;
  after(delayMs: number, run: () => void): () => void;
  hex(bytes: number): string;
  upstreamStarted(): { readonly headers: Readonly<Record<string, string>>; end(): void };
}

const HOST_SYMBOL = Symbol.for('voice-handoff.host');

/** The sources of time and randomness in force, newest last; an invocation brings its own. */
const sources: { readonly clock: Clock; readonly ids: Ids }[] = [];

const host: Host = {
  now: () => (currentInvocation()?.options.clock ?? sources.at(-1)?.clock ?? realClock).now(),
  after: (delayMs, run) =>
    currentInvocation()?.after(delayMs, run) ?? (sources.at(-1)?.clock ?? realClock).after(delayMs, run),
  hex: (bytes) => (currentInvocation()?.options.ids ?? sources.at(-1)?.ids)?.hex(bytes) ?? '',
  upstreamStarted: () => currentInvocation()?.upstreamStarted() ?? { headers: {}, end: () => undefined },
};

/** Puts the emulator's time and randomness under the symbol where Functions look for them; the answer takes it back. */
export function installHost(source: { readonly clock: Clock; readonly ids: Ids }): () => void {
  const place = globalThis as { [HOST_SYMBOL]?: Host };
  sources.push(source);
  place[HOST_SYMBOL] = host;
  return () => {
    sources.splice(sources.indexOf(source), 1);
    if (sources.length === 0) delete place[HOST_SYMBOL];
  };
}
