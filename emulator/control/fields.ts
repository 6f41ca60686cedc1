import { z } from 'zod';

/** Kinds of fields that several bodies share. Every message completes "wants ...". */
const DAY_MS = 24 * 3_600_000;

const number = (wants: string) => z.number({ error: wants });

/** A duration from 0 to a day. */
export const durationMs = (what = 'milliseconds') => {
  const wants = `${what}, a number from 0 to ${DAY_MS}`;
  return number(wants).min(0, { error: wants }).max(DAY_MS, { error: wants });
};

/** A duration that may be below 0. */
export const signedMs = (what: string) => {
  const wants = `${what}, a number from -${DAY_MS} to ${DAY_MS}`;
  return number(wants).min(-DAY_MS, { error: wants }).max(DAY_MS, { error: wants });
};

export const whole = (from: number, to: number) => {
  const wants = `a whole number from ${from} to ${to}`;
  return z.int({ error: wants }).min(from, { error: wants }).max(to, { error: wants });
};

export const words = (wants: string) =>
  z.string({ error: wants }).min(1, { error: wants }).max(2000, { error: wants });

export const flag = () => z.boolean({ error: 'true or false' });

export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `one of ${values.join(', ')}` });

/** The text of a regular expression. */
export const pattern = (wants: string) =>
  words(wants).refine((text) => isPattern(text), { error: `${wants}: this one cannot be read` });

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

/** A telephone number in E.164 form, or an address of another kind. */
export const address = () => {
  const wants = 'a number such as +15550100900, or client:..., or sip:...';
  return z.string({ error: wants }).regex(/^(\+[1-9]\d{6,14}|client:\S+|sips?:\S+)$/, { error: wants });
};

/** What somebody can dial: a number, or, as a Voice SDK does, an application. */
export const dialled = () => {
  const wants = 'a number such as +15550100000, or app: and the SID of an application';
  return z.string({ error: wants }).regex(/^(\+[1-9]\d{6,14}|app:AP[0-9a-f]{32})$/, { error: wants });
};
