import type { Hono } from 'hono';
import type { EmulatorContext } from '../../core/context';
import { Form } from '../../core/form';
import { uriPage } from '../../core/page';
import { nationalFormat } from './national-format';
import { Collection, dates, SID_JSON, type Resource } from './resource';
import { LONGEST_NAME } from './settings';
import type { NumbersState } from './snapshot';

interface CallerId extends Resource {
  readonly phoneNumber: string;
  friendlyName: string;
}

/**
 * Numbers that somebody proved to be his, so that calls may show them. Voice makes the call that proves it.
 * Source: https://www.twilio.com/docs/voice/api/outgoing-caller-ids.
 */
export function outgoingCallerIds(ctx: EmulatorContext): {
  mount(app: Hono, base: string): void;
  has(e164: string): boolean;
  /** Answers with the SID. */
  add(e164: string, friendlyName: string | undefined): string;
  save(): NumbersState['callerIds'];
  load(callerIds: NumbersState['callerIds']): void;
} {
  const all = new Collection<CallerId>(ctx, 'PN');
  const view = (callerId: CallerId): Record<string, unknown> => ({
    sid: callerId.sid,
    account_sid: ctx.account.sid,
    friendly_name: callerId.friendlyName,
    phone_number: callerId.phoneNumber,
    ...dates(callerId),
    uri: `/2010-04-01/Accounts/${ctx.account.sid}/OutgoingCallerIds/${callerId.sid}.json`,
  });
  return {
    has: (e164) => all.all().some(({ phoneNumber }) => phoneNumber === e164),
    add: (phoneNumber, friendlyName) =>
      all.make({ phoneNumber, friendlyName: friendlyName || nationalFormat(phoneNumber) }).sid,
    save: () => all.all().map((callerId) => ({ ...callerId })),
    load: (saved) => all.restore(saved),
    mount(app, base) {
      app.get(`${base}/OutgoingCallerIds.json`, (c) => {
        const { PhoneNumber, FriendlyName } = c.req.query();
        return uriPage(c, {
          key: 'outgoing_caller_ids',
          records: all
            .all()
            .filter(
              ({ phoneNumber, friendlyName }) =>
                (!PhoneNumber || phoneNumber === PhoneNumber) &&
                (!FriendlyName || friendlyName === FriendlyName),
            ),
          position: ({ serial }) => serial,
          view,
        });
      });
      app.get(`${base}/OutgoingCallerIds/${SID_JSON}`, (c) => c.json(view(all.at(c))));
      app.post(`${base}/OutgoingCallerIds/${SID_JSON}`, async (c) => {
        const callerId = all.at(c);
        callerId.friendlyName =
          (await Form.of(c)).short('FriendlyName', LONGEST_NAME) || callerId.friendlyName;
        all.touch(callerId);
        return c.json(view(callerId));
      });
      app.delete(`${base}/OutgoingCallerIds/${SID_JSON}`, (c) => {
        all.delete(all.at(c).sid);
        return c.body(null, 204);
      });
    },
  };
}
