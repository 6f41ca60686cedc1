import type { Hono } from 'hono';
import { Form } from '../../../core/form';
import { uriPage } from '../../../core/page';
import { TwilioError } from '../../../core/twilio-error';
import type { VoiceCore } from '../core';
import { DEFAULT_MAX_SIZE } from '../queues/queues';
import { ACCOUNT, found, named } from './accounts';
import { required } from './call-form';
import { queueView } from './queue-views';

const MAX_SIZE = 5000;
const MAX_NAME_LENGTH = 64;

/** https://www.twilio.com/docs/voice/api/queue-resource */
export function mountQueues(app: Hono, core: VoiceCore): void {
  const { sid: accountSid } = core.ctx.account;
  const all = `${ACCOUNT}/Queues.json`;
  const one = `${ACCOUNT}/Queues/:queue{[^/]+\\.json}`;

  app.post(all, async (c) => {
    found(core, c, true);
    const form = await Form.of(c);
    const name = freeName(core, required(form, 'FriendlyName'));
    return c.json(queueView(core.queues.create(name, sizeOf(form) ?? DEFAULT_MAX_SIZE), accountSid), 201);
  });

  app.get(all, (c) => {
    found(core, c, true);
    const queues = core.queues.all();
    return uriPage(c, {
      key: 'queues',
      records: queues,
      position: ({ sid }) => queues.findIndex((queue) => queue.sid === sid),
      view: (queue) => queueView(queue, accountSid),
    });
  });

  app.get(one, (c) => c.json(queueView(found(core, c, core.queues.find(named(c, 'queue'))), accountSid)));

  app.post(one, async (c) => {
    const queue = found(core, c, core.queues.find(named(c, 'queue')));
    const form = await Form.of(c);
    const name = form.get('FriendlyName');
    if (name && name !== queue.friendlyName) queue.friendlyName = freeName(core, name);
    queue.maxSize = sizeOf(form) ?? queue.maxSize;
    queue.updatedAtMs = core.ctx.clock.now();
    return c.json(queueView(queue, accountSid));
  });

  app.delete(one, (c) => {
    const queue = found(core, c, core.queues.find(named(c, 'queue')));
    if (queue.members.length > 0) throw TwilioError.badRequest(`Queue ${queue.sid} is not empty`);
    core.queues.remove(queue);
    return c.body(null, 204);
  });
}

function freeName({ queues }: VoiceCore, name: string): string {
  if (name.length > MAX_NAME_LENGTH)
    throw TwilioError.badRequest(`FriendlyName may have at most ${MAX_NAME_LENGTH} characters`);
  if (queues.named(name)) throw TwilioError.badRequest(`A queue with the FriendlyName ${name} exists`, 22003);
  return name;
}

function sizeOf(form: Form): number | undefined {
  const size = form.integer('MaxSize');
  if (size !== undefined && !(size >= 1 && size <= MAX_SIZE))
    throw TwilioError.badRequest(`MaxSize must be between 1 and ${MAX_SIZE}`);
  return size;
}
