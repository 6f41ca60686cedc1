/**
 * Whether requests may go to a control URL: it comes with a webhook, so only Vapi's own hosts are trusted. In local
 * development also what stands under `localBaseUrl`.
 */
export function isControlUrl(text: string, localBaseUrl: string): boolean {
  if (text.length > 600 || !URL.canParse(text)) return false;
  const url = new URL(text);
  if (localBaseUrl !== '' && url.origin === new URL(localBaseUrl).origin) return true;
  return (
    url.protocol === 'https:' &&
    url.hostname.endsWith('.vapi.ai') &&
    url.port === '' &&
    url.username === '' &&
    url.password === ''
  );
}
