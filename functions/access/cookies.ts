export interface Cookie {
  /** `__Host-…`: the browser takes it over HTTPS only, for this host alone. */
  readonly name: string;
  /** `Lax`: the browser also sends it when another site leads here. */
  readonly sameSite: 'Strict' | 'Lax';
  readonly lifeMs: number;
}

/** The header that gives a cookie; with an empty token the one that takes it away. */
export function setCookie(
  { name, sameSite, lifeMs }: Cookie,
  token: string,
): { readonly 'Set-Cookie': string } {
  const seconds = token === '' ? 0 : lifeMs / 1000;
  const rules = `Max-Age=${seconds}; Path=/; HttpOnly; Secure; SameSite=${sameSite}`;
  return { 'Set-Cookie': `${name}=${token}; ${rules}` };
}

export function cookieOf(event: Readonly<Record<string, unknown>>, { name }: Cookie): unknown {
  const { cookies } = (event.request ?? {}) as { cookies?: unknown };
  return typeof cookies === 'object' && cookies !== null && Object.hasOwn(cookies, name)
    ? (cookies as Record<string, unknown>)[name]
    : undefined;
}
