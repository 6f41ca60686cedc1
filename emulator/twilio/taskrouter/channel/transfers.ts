import type { Context } from 'hono';
import { Form } from '../../../core/form';
import { TwilioError } from '../../../core/twilio-error';
import { cancelTransfer, transfer } from '../engine/transfers';
import { oneOf, required } from '../parameters';
import { found } from '../world';
import type { Desk } from './desk';
import { transferPayload } from './payloads';

/** Transfers to another worker or to a queue, warm or cold. Source: what `twilio-taskrouter` 2.1.1 sends. */
export function transferRoutes(app: Desk, worker: string): void {
  app.post(`${worker}/Transfers`, async (c) => {
    const { workspace, worker: from } = c.env.visitor;
    const form = await Form.of(c);
    const to = required(form, 'To');
    const sid = required(form, 'ReservationSid');
    const reservation = found(
      c as Context,
      workspace.reservationsOf(from).find((each) => each.sid === sid),
    );
    const target = workspace.workers.get(to) ?? workspace.queues.get(to);
    if (!target) throw TwilioError.badRequest(`To ${to} does not exist`);
    const started = transfer(workspace, reservation, {
      to: target,
      mode: oneOf(form, 'Mode', ['WARM', 'COLD']) ?? 'WARM',
      attributes: form.get('Attributes'),
      priority: form.integer('Priority'),
    });
    return c.json({ payload: transferPayload(workspace, started) }, 201);
  });

  app.post(`${worker}/Transfers/:sid`, async (c) => {
    const { workspace, worker: from } = c.env.visitor;
    const form = await Form.of(c);
    const task = workspace.tasks.get(required(form, 'TaskSid'));
    const mine = found(
      c as Context,
      task?.transfers.find(({ sid, outgoing }) => sid === c.req.param('sid') && outgoing.worker === from),
    );
    if (required(form, 'TransferStatus') !== 'canceled')
      throw TwilioError.badRequest('TransferStatus must be canceled');
    cancelTransfer(workspace, mine);
    return c.json({ payload: transferPayload(workspace, mine) });
  });
}
