/** How fast emulated voices speak, people and machines alike. */
export const CHARACTERS_PER_SECOND = 15;

/** Milliseconds that it takes to say `text`. */
export function speechMs(text: string, charactersPerSecond = CHARACTERS_PER_SECOND): number {
  return Math.max(1, Math.round((text.length / charactersPerSecond) * 1000));
}
