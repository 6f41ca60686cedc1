import { hasSecret, isSecret, wrapSecret } from './wire-values';

type Values = Record<string, unknown>;

/** Which properties of a resource are secret whoever said them, and which are where nobody said what in them is not. */
export interface Secrecy {
  readonly secrets: readonly string[];
  readonly guarded: readonly string[];
}

/**
 * Marks what must stay secret. `sources` said the values before, with marks; of each property the first one that has it
 * counts: what it marked is secret, down to the single key, and so is what stands beside its secrets without its word.
 */
export function hide(
  values: Values,
  { secrets, guarded }: Secrecy,
  ...sources: (Values | undefined)[]
): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (value === undefined || value === null) return [name, value];
      if (secrets.includes(name)) return [name, wrapSecret(value)];
      const said = sources.find((source) => source?.[name] !== undefined)?.[name];
      return [name, guarded.includes(name) || hasSecret(said) ? marked(value, said) : value];
    }),
  );
}

/** True where a value that came with marks is secret, or anything in it or around it is. */
export function isSecretAt(values: Values, path: readonly PropertyKey[]): boolean {
  let here: unknown = values;
  for (const part of path) {
    if (isSecret(here)) return true;
    here = (here as Record<PropertyKey, unknown> | null | undefined)?.[part];
  }
  return hasSecret(here);
}

function marked(value: unknown, said: unknown): unknown {
  if (said === undefined || isSecret(said)) return wrapSecret(value);
  if (isRecord(value) && isRecord(said)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, marked(item, said[key])]));
  }
  // In a list that was read anew nobody knows which entry is which.
  return hasSecret(said) ? wrapSecret(value) : value;
}

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
