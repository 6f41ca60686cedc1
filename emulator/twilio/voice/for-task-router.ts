import { Form } from '../../core/form';
import type { ParticipantParameters, VoiceForTaskRouter } from '../../core/ports';
import { placeCall } from './calls/place-call';
import type { VoiceCore } from './core';
import { invite } from './rest/invitation';
import { changesOf, joiningTwiml, joinSettingsOf } from './rest/participant-form';
import { elements, parseTwiml } from './twiml/document';
import type { Stage } from './twiml/stage';
import { dialConference } from './twiml/verbs/dial-conference';

/** What TaskRouter's assignment instructions ask of Voice. */
export function forTaskRouter(core: VoiceCore): VoiceForTaskRouter {
  return {
    createCall({ url, twiml, statusCallback, statusCallbackEvents, record, ...request }) {
      const call = placeCall(core, {
        ...request,
        recording:
          record && record !== 'do-not-record'
            ? { channels: 1, track: 'both', callback: undefined }
            : undefined,
        program: url === undefined ? { twiml: twiml ?? '<Response/>' } : { url, method: 'POST' },
        statusCallback:
          statusCallback === undefined
            ? undefined
            : {
                url: statusCallback,
                method: request.statusCallbackMethod ?? 'POST',
                events: statusCallbackEvents ?? ['completed'],
                parameters: request.statusCallbackParameters,
              },
      });
      return call.sid;
    },

    isLive: (callSid) => core.calls.find(callSid)?.isLive ?? false,

    redirect(callSid, url) {
      const call = core.calls.find(callSid);
      if (call?.status !== 'in-progress') return false;
      core.start(call, { url, method: 'POST' });
      return true;
    },

    hangUp(callSid) {
      const call = core.calls.find(callSid);
      call?.end(call.status === 'in-progress' ? 'completed' : 'canceled', 'ended by TaskRouter');
    },

    onEnd(callSid, listener) {
      const call = core.calls.find(callSid);
      if (call?.isLive) call.onEnd(listener);
      else listener();
    },

    isQueued: (taskSid) => core.queues.whoWaits((member) => member.taskSid === taskSid) !== undefined,

    invite(conferenceName, parameters) {
      const { conference, facts } = invite(core, conferenceName, formOf(parameters));
      return { callSid: facts.call.sid, conferenceSid: conference.sid };
    },

    bring(conferenceName, callSid, parameters) {
      const form = formOf(parameters);
      const twiml = joiningTwiml(conferenceName, joinSettingsOf(form), form);
      const waiting = core.queues.whoWaits(({ call }) => call.sid === callSid);
      if (waiting) {
        waiting.queue.leave(waiting.member);
        waiting.member.connect(async (stage) => {
          await confer(stage, twiml);
          return 'bridged';
        });
        return true;
      }
      const call = core.calls.find(callSid);
      if (call?.status !== 'in-progress') return false;
      core.start(call, { twiml });
      return true;
    },

    onJoin: (conferenceName, callSid, listener) =>
      core.conferences.named(conferenceName).onJoin(callSid, listener),

    changeParticipant(conferenceName, callSid, parameters) {
      const conference = core.conferences.find(conferenceName);
      const participant = conference?.participants.find(({ call }) => call.sid === callSid);
      if (participant) conference?.change(participant, changesOf(formOf(parameters)));
      return participant !== undefined;
    },

    isInConference: (conferenceName, callSid) =>
      core.conferences.find(conferenceName)?.participants.some(({ call }) => call.sid === callSid) ?? false,

    isConferring: (conferenceName) => core.conferences.find(conferenceName)?.status === 'in-progress',
  };
}

/** Performs a document that is nothing but `<Dial><Conference>`. */
async function confer(stage: Stage, twiml: string): Promise<void> {
  const [dial] = elements(parseTwiml(twiml));
  const [noun] = dial ? elements(dial) : [];
  if (dial && noun) await dialConference(stage, dial, noun);
}

function formOf(parameters: ParticipantParameters): Form {
  const entries = Object.entries(parameters).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, each]),
  );
  return new Form(new URLSearchParams(entries));
}
