/** Not more often than this is anything fetched anew. */
const PAUSE_MS = 400;

interface Looking {
  look(): Promise<void>;
  /** Something changes with time alone, and is looked at every `everyMs`. */
  isGrowing(): boolean;
  everyMs: number;
}

/** Looks at what is shown, then again when it is told that something happened. Answers with how to tell. */
export function keepFresh({ look, isGrowing, everyMs }: Looking): () => void {
  let isStale = true;
  let isBusy = false;
  let lookedAt = 0;
  const refresh = async (): Promise<void> => {
    isStale = false;
    isBusy = true;
    try {
      await look();
    } finally {
      isBusy = false;
      lookedAt = performance.now();
    }
  };
  const tick = (at: number): void => {
    const since = at - lookedAt;
    if (!isBusy && ((isStale && since > PAUSE_MS) || (isGrowing() && since > everyMs)))
      void refresh().catch(() => undefined);
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  return () => {
    isStale = true;
  };
}
