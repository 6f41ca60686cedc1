/** A query parameter named `request` replaces what the platform puts there: only a plain object of headers counts. */
export function headersOf(event: unknown): Record<string, unknown> | undefined {
  if (typeof event !== 'object' || event === null || !Object.hasOwn(event, 'request')) return undefined;
  const headers = (event as { request?: { headers?: unknown } }).request?.headers;
  return typeof headers === 'object' && headers !== null && !Array.isArray(headers)
    ? (headers as Record<string, unknown>)
    : undefined;
}

/** A header that came exactly once. */
export function textHeader(headers: Record<string, unknown>, name: string): string | undefined {
  const key = name.toLowerCase();
  const value = Object.hasOwn(headers, key) ? headers[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}
