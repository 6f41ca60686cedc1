import type { Call } from '../twilio/voice/calls/call';
import type { Conference } from '../twilio/voice/conference/conference';
import type { CallQueue } from '../twilio/voice/queues/queue';
import type { Recording } from '../twilio/voice/recordings/recording';
import type { Endpoint } from './endpoint';
import { Refusal } from './refusal';
import type { ControlTarget } from './target';

function callView(call: Call) {
  const { sid, from, to, direction, status, createdAtMs, answeredAtMs, endedAtMs, answeredBy, isLive } = call;
  const parentCallSid = call.parentCallSid ?? null;
  return {
    ...{ sid, from, to, direction, status, isLive, parentCallSid, createdAtMs },
    answeredAtMs: answeredAtMs ?? null,
    endedAtMs: endedAtMs ?? null,
    answeredBy: answeredBy ?? null,
  };
}

function conferenceView(conference: Conference) {
  const { sid, friendlyName, status, createdAtMs, endReason, participants } = conference;
  return {
    ...{ sid, friendlyName, status, createdAtMs },
    endReason: endReason ?? null,
    participants: participants.map(({ call, label, muted, hold, joinedAtMs }) => ({
      ...{ callSid: call.sid, person: call.person, label: label ?? null, muted, hold, joinedAtMs },
    })),
  };
}

function queueView(queue: CallQueue) {
  const { sid, friendlyName, maxSize, createdAtMs, averageWaitSeconds, members } = queue;
  return {
    ...{ sid, friendlyName, maxSize, createdAtMs, averageWaitSeconds },
    members: members.map((member) => ({
      ...{ callSid: member.call.sid, person: member.call.person, taskSid: member.taskSid ?? null },
      ...{ enqueuedAtMs: member.enqueuedAtMs, waitedSeconds: queue.waitedSeconds(member) },
    })),
  };
}

function recordingView({ sid, status, startedAtMs, durationSeconds, details }: Recording, mediaUrl: string) {
  const { callSid, conferenceSid, source, channels } = details;
  return {
    ...{ sid, callSid, conferenceSid: conferenceSid ?? null, source, channels, status },
    ...{ startedAtMs, durationSeconds, mediaUrl: status === 'completed' ? mediaUrl : null },
  };
}

/** Calls, conferences, queues, recordings and AI legs as they are now. */
export function callEndpoints({ voice, vapi, url }: ControlTarget): Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/calls',
      about: 'Every call leg, the oldest first',
      answer: (c) => c.json({ calls: voice.calls.all().map(callView) }),
    },
    {
      method: 'GET',
      path: '/calls/:callSid',
      about: 'One call leg',
      answer(c) {
        const sid = c.req.param('callSid') ?? '';
        const call = voice.calls.find(sid);
        if (!call) throw new Refusal(404, `there is no call ${sid}; GET /_emulator/calls lists them`);
        return c.json(callView(call));
      },
    },
    {
      method: 'GET',
      path: '/conferences',
      about: 'Every conference and who is in it',
      answer: (c) => c.json({ conferences: voice.conferences.all().map(conferenceView) }),
    },
    {
      method: 'GET',
      path: '/queues',
      about: 'Every queue of callers and who waits in it, the first in line first',
      answer: (c) => c.json({ queues: voice.queues.all().map(queueView) }),
    },
    {
      method: 'GET',
      path: '/recordings',
      about:
        'Every recording, the oldest first: seconds so far, and once it is complete where its WAV is (silence of that length), for the account',
      answer: (c) =>
        c.json({
          recordings: voice.recordings.all().map((recording) => {
            const { host, pathname } = new URL(voice.recordings.url(recording));
            return recordingView(recording, `${url()}/${host}${pathname}`);
          }),
        }),
    },
    {
      method: 'GET',
      path: '/vapi',
      about: 'Every AI leg with its transcript',
      answer: (c) => c.json({ legs: vapi.control.legs() }),
    },
  ];
}
