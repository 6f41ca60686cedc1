import type { Entry } from '../api';

export interface Moment {
  readonly who: 'own' | 'key' | 'ai' | 'human' | 'announcement' | 'keys' | 'music' | 'ring' | 'ambience';
  readonly text?: string;
  readonly fromMs: number;
  readonly toMs?: number;
}

export interface LiveCall {
  readonly callSid: string;
  readonly from: string;
  readonly to: string;
  readonly state: 'ringing' | 'in-progress' | 'ended';
  readonly conversation: readonly Moment[];
}

export interface Mistake {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  readonly fix?: string;
}

export interface Work {
  readonly pages: readonly { readonly name: string; readonly agent?: string }[];
  readonly files: readonly string[];
  readonly status: 'working' | 'in-force' | 'refused';
  readonly about: string;
  readonly mistakes: readonly Mistake[];
}

export interface Listeners {
  person(number: string, call: LiveCall | undefined): void;
  /** Something was added to the journal. */
  happened(): void;
  work(work: Work): void;
  connected(isConnected: boolean): void;
}

let skewMs = 0;

/** The emulator's time, as far as this page knows it. */
export function now(): number {
  return Date.now() + skewMs;
}

/** Everything that the page follows, by one connection that comes back by itself. */
export function follow(listeners: Listeners): void {
  const source = new EventSource('/_emulator/live');
  const on = <T>(event: string, take: (data: T) => void): void =>
    source.addEventListener(event, ({ data }: MessageEvent<string>) => {
      const told = JSON.parse(data) as T & { nowMs: Entry['atMs'] };
      skewMs = told.nowMs - Date.now();
      take(told);
    });
  source.onopen = () => listeners.connected(true);
  source.onerror = () => listeners.connected(false);
  on<{ number: string; call: LiveCall | null }>('person', ({ number, call }) =>
    listeners.person(number, call ?? undefined),
  );
  on('happened', () => listeners.happened());
  on('restored', () => location.reload());
  on<Work>('workshop', (work) => listeners.work(work));
}
