import type { Context, Hono } from 'hono';
import { Form } from '../../../core/form';
import { uriPage } from '../../../core/page';
import { TwilioError } from '../../../core/twilio-error';
import type { VoiceCore } from '../core';
import type { Recording } from '../recordings/recording';
import { silence, silentMp3 } from '../recordings/silence';
import { ACCOUNT, found, named } from './accounts';
import { recordingCallbackOf } from './call-form';
import { dateFilter } from './date-filter';
import { recordingView, type RecordingOwner } from './recording-views';

/** The same recordings under their call, under their conference and by themselves. https://www.twilio.com/docs/voice/api/recording */
export function mountRecordings(app: Hono, core: VoiceCore): void {
  mountUnder(app, core, 'Calls', `${ACCOUNT}/Calls/:owner`);
  mountUnder(app, core, 'Conferences', `${ACCOUNT}/Conferences/:owner`);
  mountUnder(app, core, 'none', ACCOUNT);

  app.post(`${ACCOUNT}/Calls/:owner/Recordings.json`, async (c) => {
    const call = found(core, c, core.calls.find(named(c, 'owner')));
    if (call.status !== 'in-progress')
      throw TwilioError.badRequest('Requested resource is not eligible for recording', 21220);
    const form = await Form.of(c);
    const recording = core.record(call, {
      source: 'StartCallRecordingAPI',
      channels: form.get('RecordingChannels') === 'dual' ? 2 : 1,
      track: form.get('RecordingTrack') ?? 'both',
      callback: recordingCallbackOf(form),
    });
    return c.json(recordingView(recording, 'Calls', core.ctx.account.sid), 201);
  });

  app.get(`${ACCOUNT}/Recordings/:recording{RE[0-9a-f]+(\\.(wav|mp3))?}`, (c) => {
    const asked = c.req.param('recording') ?? '';
    const recording = found(core, c, core.recordings.find(asked.slice(0, 34)));
    if (recording.status !== 'completed') throw TwilioError.notFound(new URL(c.req.url).pathname);
    const { channels } = recording.details;
    if (asked.endsWith('.mp3'))
      return c.body(silentMp3(recording.durationSeconds, channels), 200, { 'content-type': 'audio/mpeg' });
    return c.body(silence(recording.durationSeconds, channels), 200, { 'content-type': 'audio/x-wav' });
  });
}

function mountUnder(app: Hono, core: VoiceCore, owner: RecordingOwner, path: string): void {
  const { sid: accountSid } = core.ctx.account;
  const one = `${path}/Recordings/:recording{[^/]+\\.json}`;

  const owned = (c: Context): Recording[] => {
    const name = named(c, 'owner');
    const all = core.recordings.all();
    if (owner === 'Calls') {
      const { sid } = found(core, c, core.calls.find(name));
      return all.filter(({ details }) => details.callSid === sid);
    }
    if (owner === 'Conferences') {
      const { sid } = found(core, c, core.conferences.find(name));
      return all.filter(({ details }) => details.conferenceSid === sid);
    }
    found(core, c, true);
    const { CallSid, ConferenceSid } = c.req.query();
    return all.filter(
      ({ details }) =>
        (!CallSid || details.callSid === CallSid) &&
        (!ConferenceSid || details.conferenceSid === ConferenceSid),
    );
  };
  const asked = (c: Context): Recording => {
    const sid = named(c, 'recording');
    const mine = owned(c);
    const current = sid === 'Twilio.CURRENT' ? mine.find(({ isOpen }) => isOpen) : undefined;
    return found(core, c, current ?? mine.find((recording) => recording.sid === sid));
  };

  app.get(`${path}/Recordings.json`, (c) => {
    const all = core.recordings.all();
    const isCreated = dateFilter(c, 'DateCreated');
    return uriPage(c, {
      key: 'recordings',
      records: owned(c)
        .filter(({ startedAtMs }) => isCreated(startedAtMs))
        .reverse(),
      descending: true,
      position: (recording) => all.indexOf(recording),
      view: (recording) => recordingView(recording, owner, accountSid),
    });
  });

  app.get(one, (c) => c.json(recordingView(asked(c), owner, accountSid)));

  if (owner !== 'none')
    app.post(one, async (c) => {
      const recording = asked(c);
      change(core, recording, await Form.of(c));
      return c.json(recordingView(recording, owner, accountSid));
    });

  app.delete(one, (c) => {
    const recording = asked(c);
    if (recording.isOpen)
      throw TwilioError.badRequest(`Recording ${recording.sid} is in progress and cannot be deleted`);
    core.recordings.remove(recording);
    return c.body(null, 204);
  });
}

function change({ recordings }: VoiceCore, recording: Recording, form: Form): void {
  const status = form.get('Status');
  const pauseBehavior = form.get('PauseBehavior') ?? 'silence';
  if (pauseBehavior !== 'silence' && pauseBehavior !== 'skip')
    throw TwilioError.badRequest(`PauseBehavior must be silence or skip, not ${pauseBehavior}`);
  if (!recording.isOpen)
    throw TwilioError.badRequest(`Recording ${recording.sid} has ended and cannot be changed`, 21220);
  if (status === 'stopped') recordings.finish(recording);
  else if (status === 'paused') recording.pause(pauseBehavior);
  else if (status === 'in-progress') recording.resume();
  else throw TwilioError.badRequest('Status must be stopped, paused or in-progress');
}
