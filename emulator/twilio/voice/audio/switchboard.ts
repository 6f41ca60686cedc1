import type { AudioSource, Heard } from '../../../core/ports';
import type { AudioLedger, EndSpan } from '../ledger/audio-ledger';

/** A sound that goes on until it is stopped. Stopping twice is harmless. */
export interface Sound {
  stop(): void;
}

/** Who hears whom: `to` hears what the person on leg `from` says. */
export interface Path {
  readonly from: string;
  readonly to: string;
}

interface Voice {
  readonly source: AudioSource;
  readonly text: string | undefined;
  /** Ends what each leg hears of it. */
  readonly hearers: Map<string, EndSpan>;
}

type Ears = (heard: Heard) => void;

/**
 * Where all audio goes. A conference or a bridge says who hears whom (`route`), TwiML and streams play to a leg
 * (`play`), a person speaks (`speak`); whatever a leg comes to hear or ceases to hear is told to the leg and written to
 * the ledger at that moment.
 */
export class Switchboard {
  private readonly ears = new Map<string, Ears>();
  private readonly routes = new Map<string, Map<string, { path: Path; end: EndSpan }>>();
  private readonly voices = new Map<string, Set<Voice>>();

  constructor(private readonly ledger: AudioLedger) {}

  /** Nobody hears anything any more; nobody is told. */
  clear(): void {
    for (const kept of [this.ears, this.routes, this.voices]) kept.clear();
  }

  plugIn(callSid: string, person: string, ears: Ears): void {
    this.ears.set(callSid, ears);
    this.ledger.legUp(callSid, person);
  }

  unplug(callSid: string): void {
    this.ears.delete(callSid);
    this.ledger.legDown(callSid);
  }

  /** Plays to one leg. `from` is the leg or the conference whose sound it is, when it is one's. */
  play(callSid: string, source: AudioSource, text?: string, from?: string): Sound {
    return { stop: this.hear(callSid, source, text, from) };
  }

  /** The person on this leg speaks: every leg with a path from it hears the words while that path is open. */
  speak(callSid: string, text: string): Sound {
    const endDoing = this.ledger.does(callSid, { does: 'speaking', text });
    const sound = this.sound(callSid, 'human', text);
    return {
      stop() {
        sound.stop();
        endDoing();
      },
    };
  }

  /** Something sounds at the end of this leg: every leg with a path from it hears it while that path is open. */
  sound(callSid: string, source: AudioSource, text?: string): Sound {
    const voice: Voice = { source, text, hearers: new Map() };
    const voices = this.voices.get(callSid) ?? new Set();
    this.voices.set(callSid, voices.add(voice));
    this.carry(callSid);
    return {
      stop: () => {
        voices.delete(voice);
        if (voices.size === 0) this.voices.delete(callSid);
        for (const end of voice.hearers.values()) end();
        voice.hearers.clear();
      },
    };
  }

  /** The legs that hear what the person on this leg says. */
  listeners(callSid: string): ReadonlySet<string> {
    const listeners = new Set<string>();
    for (const paths of this.routes.values()) {
      for (const { path } of paths.values()) if (path.from === callSid) listeners.add(path.to);
    }
    return listeners;
  }

  /** Replaces the paths that `owner` (a conference, a bridge) keeps open. */
  route(owner: string, paths: readonly Path[]): void {
    const before = this.routes.get(owner) ?? new Map<string, { path: Path; end: EndSpan }>();
    const after = new Map<string, { path: Path; end: EndSpan }>();
    for (const path of paths) {
      const key = `${path.from} ${path.to}`;
      after.set(key, before.get(key) ?? { path, end: this.ledger.connected(path.from, path.to) });
    }
    for (const [key, { end }] of before) if (!after.has(key)) end();
    if (after.size > 0) this.routes.set(owner, after);
    else this.routes.delete(owner);
    for (const speaker of this.voices.keys()) this.carry(speaker);
  }

  private carry(speaker: string): void {
    const voices = this.voices.get(speaker);
    if (!voices) return;
    const listeners = this.listeners(speaker);
    for (const { source, text, hearers } of voices) {
      for (const [listener, end] of [...hearers]) {
        if (listeners.has(listener)) continue;
        hearers.delete(listener);
        end();
      }
      for (const listener of listeners) {
        if (!hearers.has(listener)) hearers.set(listener, this.hear(listener, source, text, speaker));
      }
    }
  }

  private hear(callSid: string, source: AudioSource, text?: string, from?: string): () => void {
    const endSpan = this.ledger.hears(callSid, { source, text, from });
    const heard = text === undefined ? { source } : { source, text };
    this.ears.get(callSid)?.({ phase: 'started', ...heard });
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      endSpan();
      this.ears.get(callSid)?.({ phase: 'ended', ...heard });
    };
  }
}
