import { hasSecret, wrapSecret } from './wire-values';

type Values = Record<string, unknown>;

/** Marks what must stay secret: the definition's secrets, and every property whose value came with a secret in it. */
export function hide(values: Values, secrets: readonly string[], ...sources: (Values | undefined)[]): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const isSecret = secrets.includes(name) || sources.some((source) => hasSecret(source?.[name]));
      return [name, isSecret && value !== undefined && value !== null ? wrapSecret(value) : value];
    }),
  );
}
