/**
 * Whether somebody asked for a human in so many words. Phrases match at word boundaries, whatever the case, the accents
 * and the punctuation; every language's phrases count, as callers mix languages.
 */
export function asksForHuman(text: string, phrases: Readonly<Record<string, readonly string[]>>): boolean {
  const said = ` ${words(text)} `;
  return Object.values(phrases)
    .flat()
    .map(words)
    .some((phrase) => phrase !== '' && said.includes(` ${phrase} `));
}

function words(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
