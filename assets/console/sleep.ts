const LOOK_MS = 2_000;
const SLEPT_MS = 10_000;

/** Tells when the computer has slept: its clock went on and no timer did. Answers with what stops it. */
export function onWaking(tell: () => void): () => void {
  let lookedMs = Date.now();
  const timer = setInterval(() => {
    const nowMs = Date.now();
    if (nowMs - lookedMs > SLEPT_MS) tell();
    lookedMs = nowMs;
  }, LOOK_MS);
  return () => clearInterval(timer);
}
