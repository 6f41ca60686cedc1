import type { Call } from '../twilio/voice/calls/call';
import type { Conference } from '../twilio/voice/conference/conference';
import type { CallQueue } from '../twilio/voice/queues/queue';
import type { Recording } from '../twilio/voice/recordings/recording';
import { callHistories, type CallHistory } from './call-history';
import { pastParticipants, type PastParticipant } from './conference-history';
import type { Endpoint } from './endpoint';
import { Refusal } from './refusal';
import type { ControlTarget } from './target';

const UNEVENTFUL: CallHistory = { endedBecause: null, problems: [] };

function callView(call: Call, { endedBecause, problems }: CallHistory = UNEVENTFUL) {
  const { sid, from, to, direction, status, createdAtMs, answeredAtMs, endedAtMs, answeredBy, isLive } = call;
  const parentCallSid = call.parentCallSid ?? null;
  return {
    ...{ sid, from, to, direction, status, isLive, parentCallSid, createdAtMs },
    answeredAtMs: answeredAtMs ?? null,
    endedAtMs: endedAtMs ?? null,
    answeredBy: answeredBy ?? null,
    ...{ endedBecause, problems },
  };
}

function conferenceView(conference: Conference, left: readonly PastParticipant[]) {
  const { sid, friendlyName, status, createdAtMs, endReason, participants } = conference;
  return {
    ...{ sid, friendlyName, status, createdAtMs },
    endReason: endReason ?? null,
    participants: participants.map(({ call, label, muted, hold, joinedAtMs }) => ({
      ...{ callSid: call.sid, person: call.person, label: label ?? null, muted, hold, joinedAtMs },
    })),
    left,
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
export function callEndpoints({ voice, vapi, journal, url }: ControlTarget): Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/calls',
      about: 'Every call leg, the oldest first, with why it ended and what went wrong on it',
      answer(c) {
        const histories = callHistories(journal.entries);
        return c.json({ calls: voice.calls.all().map((call) => callView(call, histories.get(call.sid))) });
      },
    },
    {
      method: 'GET',
      path: '/calls/:callSid',
      about: 'One call leg',
      answer(c) {
        const sid = c.req.param('callSid') ?? '';
        const call = voice.calls.find(sid);
        if (!call) throw new Refusal(404, `there is no call ${sid}; GET /_emulator/calls lists them`);
        return c.json(callView(call, callHistories(journal.entries).get(sid)));
      },
    },
    {
      method: 'GET',
      path: '/conferences',
      about: 'Every conference, who is in it, and who has left it, when and why',
      answer(c) {
        const left = pastParticipants(journal.entries, (callSid) => voice.calls.find(callSid)?.person ?? '');
        return c.json({
          conferences: voice.conferences.all().map((one) => conferenceView(one, left.get(one.sid) ?? [])),
        });
      },
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
