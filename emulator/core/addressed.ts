/** The host of the emulator's own controls and pages: `/_emulator...`, `/` and `/playground`. */
export const CONTROL_HOST = '_emulator';
const PAGES: ReadonlySet<string> = new Set(['/', '/playground']);

/**
 * Which product is asked for what: a request names its host by the first path segment, by `X-Twilio-Original-Host`, or by
 * its own Host header.
 */
export function addressed(
  pathname: string,
  header: (name: string) => string | undefined,
): { host: string; path: string } {
  const prefixed = /^\/([a-z0-9.-]+\.[a-z]+)(\/.*)?$/.exec(pathname);
  if (prefixed) return { host: prefixed[1] ?? '', path: prefixed[2] ?? '/' };
  const original = header('x-twilio-original-host');
  if (original) return { host: original, path: pathname };
  if (pathname.startsWith('/_emulator') || PAGES.has(pathname)) return { host: CONTROL_HOST, path: pathname };
  return { host: (header('host') ?? '').split(':')[0] ?? '', path: pathname };
}
