import { rfc2822 } from '../../../core/clock';
import type { CallQueue, Member } from '../queues/queue';

const path = (queue: CallQueue, accountSid: string): string =>
  `/2010-04-01/Accounts/${accountSid}/Queues/${queue.sid}`;

/** https://www.twilio.com/docs/voice/api/queue-resource */
export function queueView(queue: CallQueue, accountSid: string): Record<string, unknown> {
  return {
    account_sid: accountSid,
    average_wait_time: queue.averageWaitSeconds,
    current_size: queue.members.length,
    date_created: rfc2822(queue.createdAtMs),
    date_updated: rfc2822(queue.updatedAtMs),
    friendly_name: queue.friendlyName,
    max_size: queue.maxSize,
    sid: queue.sid,
    uri: `${path(queue, accountSid)}.json`,
  };
}

/** https://www.twilio.com/docs/voice/api/member-resource */
export function memberView(queue: CallQueue, member: Member, accountSid: string): Record<string, unknown> {
  return {
    call_sid: member.call.sid,
    date_enqueued: rfc2822(member.enqueuedAtMs),
    position: queue.positionOf(member),
    queue_sid: queue.sid,
    uri: `${path(queue, accountSid)}/Members/${member.call.sid}.json`,
    wait_time: queue.waitedSeconds(member),
  };
}
