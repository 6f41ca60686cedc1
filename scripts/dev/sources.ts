import { readdirSync } from 'node:fs';
import path from 'node:path';

/** What people hear, one file a language. */
export function textFiles(root: string): string[] {
  return readdirSync(path.join(root, 'texts'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => path.join(root, 'texts', name));
}
