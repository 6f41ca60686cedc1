/**
 * How values that are no plain JSON travel between engine, SDK and provider.
 * Source: github.com/pulumi/pulumi sdk/nodejs/runtime/rpc.ts (specialSigKey, specialSecretSig, unknownValue).
 */
const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';

/** Stands in previews for what is known only after an update. */
export const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** The value with every secret in it laid open. */
export function unwrapSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrapSecrets);
  if (typeof value !== 'object' || value === null) return value;
  if (isSecret(value)) return unwrapSecrets(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unwrapSecrets(item)]));
}

/** A secret as the engine marks it. */
export function wrapSecret(value: unknown): Record<string, unknown> {
  return { [SIGNATURE]: SECRET, value };
}

/** True when the value, or anything in it, is not known yet. */
export function hasUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasUnknown);
}

/** True for a secret as the engine marks it. */
export function isSecret(value: unknown): value is { readonly value: unknown } {
  return (value as Record<string, unknown> | null | undefined)?.[SIGNATURE] === SECRET;
}

/** True when the value, or anything in it, is secret. */
export function hasSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasSecret);
  if (typeof value !== 'object' || value === null) return false;
  return isSecret(value) || Object.values(value).some(hasSecret);
}
