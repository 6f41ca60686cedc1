const OPTIONAL = /\[([^[\]]*)\]/g;
const PLACEHOLDER = /\{(\w+)\}/g;

/**
 * Fills in a text: `{name}` is replaced by its value. A part in square brackets is left out when a value in it is missing
 * or empty. The answer is one line.
 */
export function fill(text: string, values: Readonly<Record<string, string>> = {}): string {
  const valueOf = (name: string): string => (Object.hasOwn(values, name) ? oneLine(values[name] ?? '') : '');
  return text
    .replace(OPTIONAL, (_whole, part: string) =>
      placeholdersOf(part).every((name) => valueOf(name) !== '') ? part : '',
    )
    .replace(PLACEHOLDER, (_whole, name: string) => valueOf(name))
    .replace(/([.!?…])\.(?=\s|$)/g, '$1')
    .trim();
}

/** The names of a text's placeholders, each once. */
export function placeholdersOf(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? ''))];
}

/** Line breaks would end a tool's result, and control characters are no speech. */
function oneLine(value: string): string {
  return value.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}
