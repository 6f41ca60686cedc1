import type { TwilioClient } from '../client';

interface NumberForSale {
  readonly phone_number: string;
  /** `none`, or whose address Twilio wants: `any`, `local`, `foreign`. */
  readonly address_requirements: string;
}

const FEW = 5;

/** The number as Twilio sells it. @throws Error for one that is not for sale, with some that are like it. */
export async function numberForSale(
  client: TwilioClient,
  { phoneNumber, country }: { readonly phoneNumber: string; readonly country: string },
): Promise<NumberForSale> {
  const digits = phoneNumber.slice(1);
  const offered = (await search(client, country, digits)).find((each) => each.phone_number === phoneNumber);
  if (offered) return offered;
  const like = await search(client, country, digits.slice(0, -4));
  const some = like.slice(0, FEW).map((each) => each.phone_number);
  const instead = some.length === 0 ? 'nor is one like it' : `for sale are ${some.join(', ')}`;
  throw new Error(
    `phoneNumber: the account has no number ${phoneNumber}, and in ${country} it is not for sale; ${instead}`,
  );
}

/**
 * Numbers that take calls and contain these digits, of every kind that the country has.
 * Source: https://www.twilio.com/docs/phone-numbers/api/availablephonenumber-resource
 */
async function search(client: TwilioClient, country: string, digits: string): Promise<NumberForSale[]> {
  const { rest, credentials } = client;
  const host = 'api.twilio.com';
  const found = await rest.request<{ subresource_uris: Record<string, string> }>({
    method: 'GET',
    host,
    path: `/2010-04-01/Accounts/${credentials.accountSid}/AvailablePhoneNumbers/${country}.json`,
  });
  const query = { Contains: digits, VoiceEnabled: 'true', PageSize: 20 };
  const pages = await Promise.all(
    Object.values(found.subresource_uris).map((path) =>
      rest.request<{ available_phone_numbers: NumberForSale[] }>({ method: 'GET', host, path, query }),
    ),
  );
  return pages.flatMap((page) => page.available_phone_numbers);
}
