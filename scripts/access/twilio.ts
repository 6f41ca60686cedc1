import type { AccessSettings } from './settings';

type Place = Pick<AccessSettings, 'ACCOUNT_SID' | 'AUTH_TOKEN' | 'TWILIO_BASE_URL'>;
type Form = Readonly<Record<string, string>>;

/** One request to Twilio; a `form` makes it a POST. Throws an Error for people. */
export async function ask<T>(
  { ACCOUNT_SID, AUTH_TOKEN, TWILIO_BASE_URL }: Place,
  address: string,
  { form, ifMatch }: { readonly form?: Form; readonly ifMatch?: string } = {},
): Promise<T> {
  const base = TWILIO_BASE_URL || 'https:/';
  const response = await fetch(`${base}/${address}`, {
    method: form ? 'POST' : 'GET',
    headers: {
      authorization: `Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString('base64')}`,
      ...(ifMatch !== undefined && { 'if-match': ifMatch }),
    },
    ...(form && { body: new URLSearchParams(form) }),
    signal: AbortSignal.timeout(10_000),
  }).catch(() => {
    throw new Error(
      TWILIO_BASE_URL
        ? `nobody answers at ${TWILIO_BASE_URL}: start npm run emulator, or name a stack with --stack dev`
        : 'Twilio does not answer: check the network',
    );
  });
  if (response.ok) return (await response.json()) as T;
  const check = response.status === 401 ? ': check the account SID and its token' : '';
  throw new Error(`${address.split('/')[0]} answers ${response.status}${check}`);
}

/** All of a list, page by page. */
export async function* all<T>(place: Place, address: string, key: string): AsyncGenerator<T> {
  let next: string | undefined = address;
  while (next !== undefined) {
    const page: { meta?: { next_page_url?: string | null } } & Record<string, unknown> = await ask(
      place,
      next,
    );
    yield* page[key] as T[];
    const url = page.meta?.next_page_url;
    next = url ? url.slice(url.indexOf(address.split('/')[0] ?? '')) : undefined;
  }
}
