import type { Host } from './host';

export interface Ids {
  /** A name for this invocation, unlike any other. */
  owner(): string;
  /** 0 <= x < 1, for backoff. */
  jitter(): number;
}

export function idsOf(host: Host): Ids {
  return {
    owner: () => host.hex(6),
    jitter: () => Number.parseInt(host.hex(4), 16) / 2 ** 32,
  };
}
