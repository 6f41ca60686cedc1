/** `Authorization` for the user name and password of `https://name:password@host/path`, undefined where it has none. */
export function authorizationOf(url: string): string | undefined {
  const { username, password } = new URL(url);
  if (username === '') return undefined;
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
