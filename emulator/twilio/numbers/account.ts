import type { Context, Hono } from 'hono';
import { rfc2822 } from '../../core/clock';
import type { EmulatorContext } from '../../core/context';
import { uriPage } from '../../core/page';
import { TwilioError } from '../../core/twilio-error';

/** Subresources that the emulator has. */
const SUBRESOURCES = {
  applications: 'Applications',
  available_phone_numbers: 'AvailablePhoneNumbers',
  balance: 'Balance',
  calls: 'Calls',
  conferences: 'Conferences',
  incoming_phone_numbers: 'IncomingPhoneNumbers',
  keys: 'Keys',
  queues: 'Queues',
  recordings: 'Recordings',
};

/** Nothing costs anything. */
const BALANCE = '100.00';

/** The account itself, which an API key may not read. Source: https://www.twilio.com/docs/iam/api/account. */
export function accountRoutes(app: Hono, ctx: EmulatorContext): void {
  const { sid, authToken } = ctx.account;
  const createdMs = ctx.clock.now();
  const uri = `/2010-04-01/Accounts/${sid}`;

  const view = {
    sid,
    auth_token: authToken,
    friendly_name: 'Emulated account',
    owner_account_sid: sid,
    status: 'active',
    type: 'Full',
    date_created: rfc2822(createdMs),
    date_updated: rfc2822(createdMs),
    uri: `${uri}.json`,
    subresource_uris: Object.fromEntries(
      Object.entries(SUBRESOURCES).map(([name, path]) => [name, `${uri}/${path}.json`]),
    ),
  };
  const refuseKeys = (c: Context): void => {
    const credentials = c.req.header('authorization')?.replace(/^Basic /i, '') ?? '';
    if (!Buffer.from(credentials, 'base64').toString('utf8').startsWith(sid))
      throw new TwilioError(401, 20003, 'Authenticate');
  };

  app.get('/2010-04-01/Accounts.json', (c) => {
    refuseKeys(c);
    const { FriendlyName, Status } = c.req.query();
    const isAsked =
      (!FriendlyName || FriendlyName === view.friendly_name) && (!Status || Status === view.status);
    return uriPage(c, {
      key: 'accounts',
      records: isAsked ? [view] : [],
      position: () => 0,
      view: (account) => account,
    });
  });

  app.get('/2010-04-01/Accounts/:file{[^/]+\\.json}', (c) => {
    if (c.req.param('file') !== `${sid}.json`) throw TwilioError.notFound(c.req.path);
    refuseKeys(c);
    return c.json(view);
  });

  app.get(`${uri}/Balance.json`, (c) => c.json({ account_sid: sid, balance: BALANCE, currency: 'USD' }));
}
