import type { CallContext } from './context';
import { shorten } from './text-length';

const LONGEST = 6_000;

/** A context in words, for the AI that takes over. The newest turns matter most. */
export function toldContext({ reason, summary, slots, turns, note }: CallContext): string {
  const known = [
    ...(note ? [`The colleague says: ${note}`] : []),
    ...(summary ? [summary] : []),
    ...(reason ? [reason] : []),
    ...Object.entries(slots).map(([name, value]) => `${name}: ${value}`),
  ].join('\n');
  const lines: string[] = [];
  let left = LONGEST - Math.min(known.length, LONGEST / 2);
  for (const { by, text } of [...turns].reverse()) {
    const line = `${by === 'ai' ? 'Assistant' : 'Caller'}: ${text}`;
    left -= line.length + 1;
    if (left < 0) break;
    lines.unshift(line);
  }
  return [shorten(known, LONGEST / 2), ...lines].filter((part) => part !== '').join('\n');
}
