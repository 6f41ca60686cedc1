import type { Hono } from 'hono';
import type { EmulatorContext } from '../../core/context';
import type { VoiceNumber } from '../../core/ports';
import { Form } from '../../core/form';
import { uriPage } from '../../core/page';
import { Collection, dates, SID_JSON, type Resource } from './resource';
import { answering, answeringRules, Settings, type SettingRule } from './settings';
import type { NumbersState } from './snapshot';

export interface Application extends Resource {
  readonly settings: Settings;
}

const RULES: readonly SettingRule[] = [
  ...answeringRules(null),
  ['SmsStatusCallback', 'sms_status_callback', 'url', null],
  ['MessageStatusCallback', 'message_status_callback', 'url', null],
  ['PublicApplicationConnectEnabled', 'public_application_connect_enabled', 'flag', false],
];

/** TwiML applications. Source: https://www.twilio.com/docs/usage/api/applications. */
export function applications(ctx: EmulatorContext): {
  mount(app: Hono, base: string): void;
  get(sid: string): Application | undefined;
  /** How it answers a call of one of Twilio's Voice SDKs. */
  answering(sid: string): VoiceNumber | undefined;
  save(): NumbersState['applications'];
  load(applications: NumbersState['applications']): void;
} {
  const all = new Collection<Application>(ctx, 'AP');
  const view = (application: Application): Record<string, unknown> => ({
    sid: application.sid,
    account_sid: ctx.account.sid,
    api_version: '2010-04-01',
    ...application.settings.view(),
    ...dates(application),
    uri: `/2010-04-01/Accounts/${ctx.account.sid}/Applications/${application.sid}.json`,
  });

  return {
    get: (sid) => all.get(sid),
    answering(sid) {
      const application = all.get(sid);
      return application && answering(sid, application.settings);
    },
    save: () => all.all().map((application) => ({ ...application, settings: application.settings.view() })),
    load: (saved) =>
      all.restore(
        saved.map((application) => ({
          ...application,
          settings: new Settings(RULES).restore(application.settings),
        })),
      ),
    mount(app, base) {
      app.post(`${base}/Applications.json`, async (c) => {
        const settings = new Settings(RULES);
        settings.apply(await Form.of(c));
        return c.json(view(all.make({ settings })), 201);
      });
      app.get(`${base}/Applications.json`, (c) => {
        const name = c.req.query('FriendlyName');
        const records = all
          .all()
          .filter(({ settings }) => name === undefined || settings.text('friendly_name') === name);
        return uriPage(c, { key: 'applications', records, position: ({ serial }) => serial, view });
      });
      app.get(`${base}/Applications/${SID_JSON}`, (c) => c.json(view(all.at(c))));
      app.post(`${base}/Applications/${SID_JSON}`, async (c) => {
        const application = all.at(c);
        application.settings.apply(await Form.of(c));
        all.touch(application);
        return c.json(view(application));
      });
      app.delete(`${base}/Applications/${SID_JSON}`, (c) => {
        all.delete(all.at(c).sid);
        return c.body(null, 204);
      });
    },
  };
}
