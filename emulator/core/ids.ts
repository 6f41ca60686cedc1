import { createHash } from 'node:crypto';

/** Identifiers and randomness from one seed: the same seed gives the same run. */
export interface Ids {
  /** A Twilio SID: two letters and 32 hex digits. */
  sid(prefix: string): string;
  uuid(): string;
  /** A token of `bytes` random bytes in hex. */
  hex(bytes: number): string;
  /** A number in [0, 1). */
  random(): number;
}

/** Ids whose place in the sequence can be read and set, so that a restored state never meets one of its SIDs again. */
export interface SeededIds extends Ids {
  position: number;
}

export function seededIds(seed: string): SeededIds {
  let counter = 0;
  const next = (): string => createHash('sha256').update(`${seed}:${++counter}`).digest('hex');
  return {
    get position() {
      return counter;
    },
    set position(value) {
      counter = value;
    },
    sid: (prefix) => prefix + next().slice(0, 32),
    uuid: () => {
      const hex = next();
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    },
    hex: (bytes) => {
      let text = '';
      while (text.length < bytes * 2) text += next();
      return text.slice(0, bytes * 2);
    },
    random: () => Number.parseInt(next().slice(0, 12), 16) / 0x1000000000000,
  };
}
