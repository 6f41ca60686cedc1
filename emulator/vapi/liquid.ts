/**
 * Replaces `{{ a.b }}` and `{{ a.b | default: "x" }}` by values of `scope`; what is unknown becomes the empty text, as
 * in Liquid. Other filters and tags are left as they stand.
 * Source: https://docs.vapi.ai/assistants/dynamic-variables.
 */
export function renderLiquid(text: string, scope: Readonly<Record<string, unknown>>): string {
  return text.replace(
    /\{\{-?\s*([\w.-]+)\s*(?:\|\s*default:\s*(?:"([^"]*)"|'([^']*)')\s*)?-?\}\}/g,
    (_, path: string, double?: string, single?: string) => {
      const value = at(scope, path);
      if (value === undefined || value === null || value === '') return double ?? single ?? '';
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    },
  );
}

/** The same in every text inside a value. */
export function renderDeep(value: unknown, scope: Readonly<Record<string, unknown>>): unknown {
  if (typeof value === 'string') return renderLiquid(value, scope);
  if (Array.isArray(value)) return value.map((one) => renderDeep(one, scope));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, renderDeep(one, scope)]));
}

function at(scope: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(scope, path)) return scope[path];
  let value: unknown = scope;
  for (const key of path.split('.')) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
