import type { JoinSettings } from '../../conference/participant';
import { httpMethod } from '../../core';
import { callbackOf, channelsOf } from '../../recordings/asked';
import type { Element } from '../document';
import { textOf } from '../document';
import type { Stage } from '../stage';
import { booleanAttribute, numberAttribute, resolveUrl } from '../stage';
import { tellActionOfHangup } from './dial-action';

const TIME_LIMIT_SECONDS = 14_400;

/** Puts the leg into the conference until it ends, the leg is taken out, `*` is pressed or the time is up. */
export function dialConference(
  stage: Stage,
  element: Element,
  noun: Element,
): Promise<Record<string, string>> {
  const { core, call, run } = stage;
  const name = textOf(noun);
  if (name === '') {
    call.note('twiml.error', { code: 13237, message: 'Dial->Conference: Invalid Conference Name' });
    return Promise.resolve({ DialCallStatus: 'failed' });
  }
  const conference = core.conferences.named(name);
  const outcome = { DialCallStatus: 'answered' };
  return run.until<Record<string, string>>((done) => {
    const participant = conference.join(call, settingsOf(stage, noun), () => {
      release();
      done(outcome);
    });
    if (!participant) {
      done({ DialCallStatus: 'failed' });
      return () => undefined;
    }
    const leave = (): void => {
      release();
      conference.leave(participant, 'participant_hung_up');
      done(outcome);
    };
    const releaseKeys = call.takeDigits((digit) => {
      if (digit === '*' && booleanAttribute(element, 'hangupOnStar', false)) leave();
    });
    const limitMs = numberAttribute(element, 'timeLimit', TIME_LIMIT_SECONDS) * 1000;
    const stopClock = core.ctx.clock.after(limitMs, leave);
    const release = (): void => {
      releaseKeys();
      stopClock();
    };
    return (reason) => {
      release();
      conference.leave(
        participant,
        reason === 'call-ended' ? 'participant_hung_up' : 'participant_updated_via_api',
      );
      if (reason === 'call-ended') tellActionOfHangup(stage, element, outcome);
    };
  });
}

function settingsOf(stage: Stage, noun: Element): JoinSettings {
  const { attributes } = noun;
  const url = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : text === '' ? '' : resolveUrl(stage, text);
  return {
    label: attributes.participantLabel,
    muted: booleanAttribute(noun, 'muted', false),
    beep: attributes.beep ?? 'true',
    startConferenceOnEnter: booleanAttribute(noun, 'startConferenceOnEnter', true),
    endConferenceOnExit: booleanAttribute(noun, 'endConferenceOnExit', false),
    waitUrl: url(attributes.waitUrl),
    waitMethod: httpMethod(attributes.waitMethod),
    callSidToCoach: attributes.coach,
    maxParticipants: numberAttribute(noun, 'maxParticipants', 250),
    recording: channelsOf(noun) === undefined ? undefined : { callback: callbackOf(stage, noun) },
    statusCallback: attributes.statusCallback
      ? {
          url: resolveUrl(stage, attributes.statusCallback),
          method: httpMethod(attributes.statusCallbackMethod),
          events: (attributes.statusCallbackEvent ?? '').split(/\s+/).filter(Boolean),
        }
      : undefined,
  };
}
