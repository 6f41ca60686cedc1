import type { Context, Hono } from 'hono';
import { Form } from '../../../core/form';
import { uriPage } from '../../../core/page';
import type { VoiceCore } from '../core';
import type { CallQueue, Member } from '../queues/queue';
import { ACCOUNT, found, named } from './accounts';
import { programOf, required } from './call-form';
import { memberView } from './queue-views';

/** https://www.twilio.com/docs/voice/api/member-resource; the CallSid `Front` is the first in line. */
export function mountQueueMembers(app: Hono, core: VoiceCore): void {
  const { sid: accountSid } = core.ctx.account;
  const all = `${ACCOUNT}/Queues/:queue/Members.json`;
  const one = `${ACCOUNT}/Queues/:queue/Members/:call{[^/]+\\.json}`;

  const waiting = (c: Context): { queue: CallQueue; member: Member } => {
    const queue = found(core, c, core.queues.find(named(c, 'queue')));
    const asked = named(c, 'call');
    const member = queue.members.find(({ call }) => asked === 'Front' || call.sid === asked);
    return { queue, member: found(core, c, member) };
  };

  app.get(all, (c) => {
    const queue = found(core, c, core.queues.find(named(c, 'queue')));
    return uriPage(c, {
      key: 'queue_members',
      records: queue.members,
      position: (member) => queue.positionOf(member),
      view: (member) => memberView(queue, member, accountSid),
    });
  });

  app.get(one, (c) => {
    const { queue, member } = waiting(c);
    return c.json(memberView(queue, member, accountSid));
  });

  /** Takes the caller out of the queue to other TwiML. */
  app.post(one, async (c) => {
    const { queue, member } = waiting(c);
    const form = await Form.of(c);
    required(form, 'Url');
    const program = programOf(form);
    const view = memberView(queue, member, accountSid);
    if (program) core.start(member.call, program);
    return c.json(view);
  });
}
