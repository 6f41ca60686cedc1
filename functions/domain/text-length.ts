/** Length in bytes as UTF-8. */
export function utf8Length(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** At most `length` UTF-16 units, never half a character; what was cut shows as `…`. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  if (length <= 1) return length === 1 ? '…' : '';
  const end = length - 1;
  const isHalf = /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
  return `${text.slice(0, isHalf ? end - 1 : end)}…`;
}
