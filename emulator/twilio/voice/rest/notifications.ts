import type { Hono } from 'hono';
import { rfc2822 } from '../../../core/clock';
import type { JournalEntry } from '../../../core/journal';
import { uriPage } from '../../../core/page';
import type { VoiceCore } from '../core';
import { ACCOUNT, found, named } from './accounts';
import { dateFilter } from './date-filter';

/** What the debugger says of a call, and whether it is an error (0) or a warning (1). */
const LOGS: Readonly<Record<string, '0' | '1'>> = {
  'twiml.error': '0',
  'twiml.failed': '0',
  'stream.failed': '0',
  'twiml.warning': '1',
};

interface Notification {
  readonly sid: string;
  readonly entry: JournalEntry;
}

/** What went wrong in a call: https://www.twilio.com/docs/voice/api/call-notification-resource */
export function mountNotifications(app: Hono, core: VoiceCore): void {
  const { account, journal } = core.ctx;
  const all = `${ACCOUNT}/Calls/:call/Notifications.json`;
  const one = `${ACCOUNT}/Calls/:call/Notifications/:notification{[^/]+\\.json}`;

  const of = (callSid: string): Notification[] =>
    journal.entries.flatMap((entry, index) => {
      const isOne = entry['callSid'] === callSid && entry.kind in LOGS && typeof entry['code'] === 'number';
      // A document that cannot be had and has no fallback is the call's error too: it is told once.
      const isTold = entry.kind === 'twiml.error' && isSame(journal.entries[index - 1], entry);
      return isOne && !isTold ? [{ sid: `NO${index.toString(16).padStart(32, '0')}`, entry }] : [];
    });
  const view = ({ sid, entry }: Notification): Record<string, unknown> => {
    const code = String(entry['code']);
    const callSid = String(entry['callSid']);
    const log = LOGS[entry.kind] ?? '1';
    const date = rfc2822(entry.atMs);
    const text = new URLSearchParams({
      Msg: String(entry['message'] ?? entry['warning'] ?? ''),
      ErrorCode: code,
      LogLevel: log === '0' ? 'ERROR' : 'WARN',
    });
    return {
      account_sid: account.sid,
      api_version: '2010-04-01',
      call_sid: callSid,
      date_created: date,
      date_updated: date,
      error_code: code,
      log,
      message_date: date,
      message_text: text.toString(),
      more_info: `https://www.twilio.com/docs/errors/${code}`,
      request_method: null,
      request_url: String(entry['url'] ?? ''),
      sid,
      uri: `/2010-04-01/Accounts/${account.sid}/Calls/${callSid}/Notifications/${sid}.json`,
    };
  };

  app.get(all, (c) => {
    const { sid } = found(core, c, core.calls.find(named(c, 'call')));
    const { Log } = c.req.query();
    const isOfDate = dateFilter(c, 'MessageDate');
    return uriPage(c, {
      key: 'notifications',
      records: of(sid)
        .filter(({ entry }) => (!Log || LOGS[entry.kind] === Log) && isOfDate(entry.atMs))
        .reverse(),
      descending: true,
      position: (notification) => notification.sid,
      view,
    });
  });

  app.get(one, (c) => {
    const { sid } = found(core, c, core.calls.find(named(c, 'call')));
    const asked = named(c, 'notification');
    const notification = found(
      core,
      c,
      of(sid).find((one) => one.sid === asked),
    );
    return c.json({
      ...view(notification),
      request_variables: '',
      response_body: '',
      response_headers: '',
    });
  });
}

function isSame(before: JournalEntry | undefined, entry: JournalEntry): boolean {
  return (
    before?.kind === 'twiml.failed' &&
    before['callSid'] === entry['callSid'] &&
    before['code'] === entry['code']
  );
}
