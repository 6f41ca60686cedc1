/** One thing that the emulator does not do as the platform does. */
export type Gap =
  | {
      readonly what: string;
      /** Where the platform's own behaviour is described. */
      readonly source: string;
    }
  | {
      readonly what: string;
      /** Nobody documents it: what the emulator does is a decision of ours. */
      readonly assumption: true;
    };

/** The known differences of one product. */
export interface Gaps {
  readonly missing: readonly Gap[];
  /** There, but less than the real thing. */
  readonly simpler: readonly Gap[];
  readonly assumed: readonly Gap[];
}

export function documented(source: string, ...whats: readonly string[]): Gap[] {
  return whats.map((what) => ({ what, source }));
}

export function assumed(...whats: readonly string[]): Gap[] {
  return whats.map((what) => ({ what, assumption: true }));
}
