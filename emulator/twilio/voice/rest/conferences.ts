import type { Hono } from 'hono';
import { Form } from '../../../core/form';
import { uriPage } from '../../../core/page';
import { TwilioError } from '../../../core/twilio-error';
import { announce } from '../conference/announcement';
import type { VoiceCore } from '../core';
import { ACCOUNT, found, named } from './accounts';
import { requestOf } from './call-form';
import { dateFilter } from './date-filter';
import { conferenceView } from './views';

/** https://www.twilio.com/docs/voice/api/conference-resource */
export function mountConferences(app: Hono, core: VoiceCore): void {
  const { sid: accountSid } = core.ctx.account;
  const one = `${ACCOUNT}/Conferences/:conference{[^/]+\\.json}`;

  app.get(`${ACCOUNT}/Conferences.json`, (c) => {
    found(core, c, true);
    const { FriendlyName, Status } = c.req.query();
    const [isCreated, isUpdated] = [dateFilter(c, 'DateCreated'), dateFilter(c, 'DateUpdated')];
    const all = core.conferences.all();
    return uriPage(c, {
      key: 'conferences',
      records: all
        .filter(
          (conference) =>
            (!FriendlyName || conference.friendlyName === FriendlyName) &&
            (!Status || conference.status === Status) &&
            isCreated(conference.createdAtMs) &&
            isUpdated(conference.updatedAtMs),
        )
        .reverse(),
      descending: true,
      position: (conference) => all.indexOf(conference),
      view: (conference) => conferenceView(conference, accountSid),
    });
  });

  app.get(one, (c) => {
    const conference = found(core, c, core.conferences.find(named(c, 'conference')));
    return c.json(conferenceView(conference, accountSid));
  });

  app.post(one, async (c) => {
    const conference = found(core, c, core.conferences.find(named(c, 'conference')));
    if (conference.status === 'completed') throw TwilioError.notFound(new URL(c.req.url).pathname);
    const form = await Form.of(c);
    const status = form.get('Status');
    if (status !== undefined && status !== 'completed') {
      throw TwilioError.badRequest(`Status must be completed, not ${status}`);
    }
    const announcement = requestOf(form, 'AnnounceUrl', 'AnnounceMethod');
    if (announcement) announce(core, conference, conference.participants, announcement);
    if (status === 'completed') conference.end('conference-ended-via-api');
    return c.json(conferenceView(conference, accountSid));
  });
}
