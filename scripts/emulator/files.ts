import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What a file named by an option holds. */
export interface NamedFile {
  readonly option: string;
  readonly name: string;
  readonly content: unknown;
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'is a folder, wants a file',
};

/** Reads a file of JSON or YAML. Throws an Error that names the option and the file. */
export function readNamed(option: string, name: string): NamedFile {
  try {
    const text = readFileSync(name, 'utf8');
    return { option, name, content: name.endsWith('.json') ? JSON.parse(text) : parse(text) };
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new Error(`--${option} ${name}: ${UNREADABLE[code] ?? message}`);
  }
}

/** The seed of the emulator of which a snapshot was taken. Throws an Error for a file that is none. */
export function seedOf({ option, name, content }: NamedFile): string {
  const { seed, format } = (content ?? {}) as { seed?: unknown; format?: unknown };
  if (typeof seed === 'string' && format !== undefined) return seed;
  throw new Error(`--${option} ${name}: is no snapshot; GET /_emulator/snapshot answers with one`);
}
