import { assumed, documented, type Gaps } from '../../core/gap';

export const NUMBERS_GAPS: Gaps = {
  missing: documented(
    'https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource',
    'A number costs nothing and can be any that the account has not got; by its area code the first one is bought. Searching finds local and toll-free ones of the United States that begin with the digits. No number is known to be mobile.',
    'Addresses, bundles, emergency settings, identities, trunks, fax and messaging: kept where the API has a field, without effect. Lists are not filtered by `Beta` and `Origin`.',
  ),
  simpler: documented(
    'https://www.twilio.com/docs/iam/api/account',
    'There is one account without subaccounts, whose balance is 100 US dollars.',
  ),
  assumed: assumed('An API key may do everything but read the account.'),
};
