import { z } from 'zod';

type Values = Readonly<Record<string, unknown>>;

/** Input of a resource that refers to others: previews and diffs then say `billing` where the platform has an id. */
export const names = (what: string): z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodString>> =>
  z
    .record(z.string(), z.string())
    .optional()
    .describe(
      `Names for ${what}, name to id: the other inputs can then say the name, and previews do. Default: none, they say ids. Our own`,
    );

/**
 * Inputs as the platform takes them: names are ids again. `references` are the properties that hold references, at any
 * depth, each a text or a list of texts.
 */
export function inIds(inputs: Values, references: readonly string[]): Record<string, unknown> {
  if (inputs.names === undefined) return inputs;
  const { names: ids, ...others } = inputs;
  return translate(others, references, ids as Readonly<Record<string, string>>);
}

/** Inputs as the program says them: ids that `known` has names for are names. An id without one stays as it is. */
export function inNames(
  inputs: Values,
  references: readonly string[],
  known: Values | undefined,
): Record<string, unknown> {
  if (known?.names === undefined) return inputs;
  const ids = Object.entries(known.names as Readonly<Record<string, string>>);
  const words = Object.fromEntries(ids.map(([name, id]) => [id, name]));
  return { ...translate(inputs, references, words), names: known.names };
}

function translate(
  values: Values,
  references: readonly string[],
  words: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const word = (value: unknown): unknown => (typeof value === 'string' ? (words[value] ?? value) : value);
  const text = JSON.stringify(values, (key, value: unknown) =>
    references.includes(key) ? (Array.isArray(value) ? value.map(word) : word(value)) : value,
  );
  return JSON.parse(text) as Record<string, unknown>;
}
