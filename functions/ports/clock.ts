import type { Host } from './host';

export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  sleep(durationMs: number): Promise<void>;
}

export function clockOf(host: Host): Clock {
  return {
    nowMs: () => host.now(),
    sleep: (durationMs) => new Promise((resolve) => void host.after(durationMs, resolve)),
  };
}
