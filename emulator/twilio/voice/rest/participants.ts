import type { Context, Hono } from 'hono';
import { Form } from '../../../core/form';
import { uriPage } from '../../../core/page';
import { TwilioError } from '../../../core/twilio-error';
import { announce } from '../conference/announcement';
import type { Conference } from '../conference/conference';
import type { Participant, ParticipantFacts } from '../conference/participant';
import type { VoiceCore } from '../core';
import { ACCOUNT, found, named } from './accounts';
import { invite } from './invitation';
import { noteWithoutEffect, requestOf } from './call-form';
import { changesOf } from './participant-form';
import { participantView } from './views';

/** https://www.twilio.com/docs/voice/api/conference-participant-resource */
export function mountParticipants(app: Hono, core: VoiceCore): void {
  const { sid: accountSid } = core.ctx.account;
  const all = `${ACCOUNT}/Conferences/:conference/Participants.json`;
  const one = `${ACCOUNT}/Conferences/:conference/Participants/:participant{[^/]+\\.json}`;

  const present = (c: Context): { conference: Conference; participant: Participant } => {
    const conference = found(core, c, core.conferences.find(named(c, 'conference')));
    return { conference, participant: found(core, c, conference.participants.find(isAsked(c))) };
  };
  const view = (facts: ParticipantFacts, conference: Conference): Record<string, unknown> =>
    participantView(facts, conference, accountSid);

  app.post(all, async (c) => {
    found(core, c, true);
    const name = named(c, 'conference');
    const form = await Form.of(c);
    if (name.startsWith('CF') && core.conferences.find(name)?.status !== 'in-progress')
      found(core, c, undefined);
    const { conference, facts } = invite(core, name, form);
    return c.json(view(facts, conference), 201);
  });

  app.get(all, (c) => {
    const conference = found(core, c, core.conferences.find(named(c, 'conference')));
    const { Muted, Hold, Coaching } = c.req.query();
    const records = conference.everybody.filter(
      (one) =>
        (!Muted || String(one.muted) === Muted) &&
        (!Hold || String(one.hold) === Hold) &&
        (!Coaching || String(one.coaching) === Coaching),
    );
    return uriPage(c, {
      key: 'participants',
      records,
      position: (participant) => conference.everybody.indexOf(participant),
      view: (participant) => view(participant, conference),
    });
  });

  app.get(one, (c) => {
    const conference = found(core, c, core.conferences.find(named(c, 'conference')));
    return c.json(view(found(core, c, conference.everybody.find(isAsked(c))), conference));
  });

  app.post(one, async (c) => {
    const { conference, participant } = present(c);
    const form = await Form.of(c);
    const announcement = requestOf(form, 'AnnounceUrl', 'AnnounceMethod');
    const coach = form.get('CallSidToCoach');
    if (form.boolean('Coaching') && !coach && !participant.callSidToCoach) {
      throw TwilioError.badRequest('CallSidToCoach is required when Coaching is true');
    }
    conference.change(participant, changesOf(form));
    noteWithoutEffect(participant.call, form, ['WaitUrl', 'WaitMethod']);
    if (announcement) announce(core, conference, [participant], announcement);
    return c.json(view(participant, conference));
  });

  app.delete(one, (c) => {
    const { conference, participant } = present(c);
    conference.leave(participant, 'participant_updated_via_api', true);
    participant.onRemoved();
    return c.body(null, 204);
  });
}

/** A participant's path has its CallSid or its label. */
function isAsked(c: Context): (facts: ParticipantFacts) => boolean {
  const sidOrLabel = named(c, 'participant');
  return ({ call, label }) => call.sid === sidOrLabel || label === sidOrLabel;
}
