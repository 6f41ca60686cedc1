import type { Line } from '../ports/task-router';
import type { Text } from '../ports/texts';

/** Place in line and expected wait in words, as far as they are known; nothing is made up. */
export function prospects(who: 'caller' | 'ai', language: string, line: Line | undefined): Text[] {
  if (!line) return [];
  const { place, expectedWaitSeconds } = line;
  const texts: Text[] = [];
  if (place === 1) texts.push({ key: who === 'caller' ? 'caller.holdNext' : 'ai.lookingNext', language });
  else {
    const key = who === 'caller' ? 'caller.holdPlace' : 'ai.lookingPlace';
    texts.push({ key, language, values: { place: String(place) } });
  }
  if (expectedWaitSeconds === undefined) return texts;
  const minutes = Math.ceil(expectedWaitSeconds / 60);
  if (minutes <= 1)
    return [...texts, { key: who === 'caller' ? 'caller.holdWaitShort' : 'ai.lookingWaitShort', language }];
  const key = who === 'caller' ? 'caller.holdWait' : 'ai.lookingWait';
  return [...texts, { key, language, values: { minutes: String(minutes) } }];
}
