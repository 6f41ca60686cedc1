import type { Context, Hono } from 'hono';
import { uriPage } from '../../core/page';
import { TwilioError } from '../../core/twilio-error';
import { kindOf } from './kinds';
import { nationalFormat } from './national-format';

/** The one country whose numbers are for sale, and what its numbers look like. */
const COUNTRY = { code: 'US', name: 'United States', number: /^1[2-9]\d{9}$/, digits: 11 };
/** The kinds for sale, and what is offered where the search says nothing. */
const FOR_SALE = { Local: '1555010', TollFree: '1800555' } as const;
const MOST = 30;
const FILTERS = ['Contains', 'AreaCode', 'VoiceEnabled', 'SmsEnabled', 'PageSize', 'Page', 'PageToken'];

/**
 * Numbers that the account could buy: every local and toll-free one of the United States that it has not got.
 * Source: https://www.twilio.com/docs/phone-numbers/api/availablephonenumber-resource.
 */
export function availablePhoneNumbers(app: Hono, base: string, isOwned: (e164: string) => boolean): void {
  const uri = `${base}/AvailablePhoneNumbers/${COUNTRY.code}`;
  const country = {
    beta: false,
    country: COUNTRY.name,
    country_code: COUNTRY.code,
    subresource_uris: { local: `${uri}/Local.json`, toll_free: `${uri}/TollFree.json` },
    uri: `${uri}.json`,
  };

  app.get(`${base}/AvailablePhoneNumbers.json`, (c) =>
    c.json({ countries: [country], uri: `${base}/AvailablePhoneNumbers.json` }),
  );

  app.get(`${base}/AvailablePhoneNumbers/:file{[^/]+\\.json}`, (c) => {
    if (c.req.param('file') !== `${COUNTRY.code}.json`) throw elsewhere();
    return c.json(country);
  });

  for (const kind of ['Local', 'TollFree'] as const)
    app.get(`${base}/AvailablePhoneNumbers/:country/${kind}.json`, (c) => {
      if (c.req.param('country') !== COUNTRY.code) throw elsewhere();
      const isFree = (e164: string): boolean => kindOf(e164) === kind && !isOwned(e164);
      const records = forSale(wantedDigits(c, FOR_SALE[kind]), isFree);
      return uriPage(c, {
        key: 'available_phone_numbers',
        records: records.map((e164, serial) => ({ e164, serial })),
        position: ({ serial }) => serial,
        view: ({ e164 }) => view(e164),
      });
    });
}

/**
 * The number that Twilio chooses when one is bought by its area code. Errors 21451, 21452.
 * Source: https://www.twilio.com/docs/api/errors/21451
 */
export function numberIn(areaCode: string, isOwned: (e164: string) => boolean): string {
  if (!/^[2-9]\d{2}$/.test(areaCode)) throw TwilioError.badRequest(`Invalid area code ${areaCode}`, 21451);
  const [first] = forSale(`1${areaCode}`, (e164) => !isOwned(e164));
  if (first === undefined)
    throw TwilioError.badRequest(`No phone numbers found in area code ${areaCode}`, 21452);
  return first;
}

/** With what the numbers must begin. Twilio finds the digits anywhere in a number. */
function wantedDigits(c: Context, anywhere: string): string {
  const given = c.req.query();
  const unknown = Object.keys(given).filter((name) => !FILTERS.includes(name));
  if (unknown.length > 0) throw notHere(`the filter ${unknown.join(', ')}`);
  const { Contains: contains = '', AreaCode: area = '' } = given;
  if (!/^\d{0,3}$/.test(area)) throw TwilioError.badRequest('AreaCode is invalid');
  if (!/^\+?\d{0,15}$/.test(contains)) throw notHere('Contains with anything but digits');
  const digits = contains.replace('+', '');
  return digits === '' && area === '' ? anywhere : digits === '' ? `1${area}` : digits;
}

/** Some numbers that begin so and are free. */
function forSale(digits: string, isFree: (e164: string) => boolean): string[] {
  const open = COUNTRY.digits - digits.length;
  const found: string[] = [];
  for (let next = 0; next < Math.min(10 ** open, 2 * MOST) && found.length < MOST; next += 1) {
    const number = open === 0 ? digits : digits + String(next).padStart(open, '0');
    if (COUNTRY.number.test(number) && isFree(`+${number}`)) found.push(`+${number}`);
  }
  return found;
}

function view(e164: string): Record<string, unknown> {
  return {
    phone_number: e164,
    friendly_name: nationalFormat(e164),
    ...{ lata: null, locality: null, rate_center: null, latitude: null, longitude: null },
    ...{ region: null, postal_code: null, iso_country: COUNTRY.code },
    address_requirements: 'none',
    beta: false,
    capabilities: { voice: true, sms: true, mms: true, fax: false },
  };
}

function elsewhere(): TwilioError {
  return notHere(`numbers outside ${COUNTRY.code}`);
}

function notHere(what: string): TwilioError {
  return new TwilioError(501, 20501, `the emulator does not search for ${what}`);
}
