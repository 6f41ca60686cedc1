import type { Context } from 'hono';
import { Form } from '../../../core/form';
import type { ParticipantParameters } from '../../../core/ports';
import { TwilioError } from '../../../core/twilio-error';
import type { Reservation, Task } from '../engine/entities';
import { usesCapacity } from '../engine/reservation-book';
import { changeCustomer } from '../engine/instructions/customer';
import { required } from '../parameters';
import { found } from '../world';
import type { Desk } from './desk';
import { reservationPayload, taskPayload } from './payloads';
import type { Visitor } from './visitor';

/**
 * What a worker changes in the conference of his task: the customer, himself, the other workers.
 * Source: what `twilio-taskrouter` 2.1.1 sends.
 */
export function participantRoutes(app: Desk, worker: string): void {
  app.post(`${worker}/CustomerParticipant`, async (c) => {
    const { visitor } = c.env;
    const form = await Form.of(c);
    const task = ownTask(c, visitor, form);
    const change = chosen(form, ['Hold', 'HoldUrl', 'HoldMethod']);
    if (!changeCustomer(visitor.workspace, task, change)) throw notThere(task);
    return c.json({ payload: taskPayload(visitor.workspace, task) });
  });

  app.post(`${worker}/WorkerParticipant`, async (c) => {
    const { workspace, worker: self } = c.env.visitor;
    const form = await Form.of(c);
    const sid = required(form, 'ReservationSid');
    const own = found(
      c as Context,
      workspace.reservationsOf(self).find((each) => each.sid === sid),
    );
    const { Mute, ...others } = chosen(form, ['BeepOnExit', 'EndConferenceOnExit', 'Mute']);
    const change = Mute === undefined ? others : { ...others, Muted: Mute };
    if (!workspace.voice.changeParticipant(own.task.sid, own.workerCallSid ?? '', change))
      throw notThere(own.task);
    return c.json({ payload: reservationPayload(workspace, own) });
  });

  app.post(`${worker}/HoldWorkerParticipant`, async (c) => {
    const { visitor } = c.env;
    const form = await Form.of(c);
    const task = ownTask(c, visitor, form);
    const callSid = legOf(c, visitor, task, form).workerCallSid ?? '';
    const change = chosen(form, ['Hold', 'HoldUrl', 'HoldMethod']);
    if (!visitor.workspace.voice.changeParticipant(task.sid, callSid, change)) throw notThere(task);
    return c.json({ payload: taskPayload(visitor.workspace, task) });
  });

  app.post(`${worker}/KickWorkerParticipant`, async (c) => {
    const { visitor } = c.env;
    const form = await Form.of(c);
    const task = ownTask(c, visitor, form);
    const { workerCallSid } = legOf(c, visitor, task, form);
    if (workerCallSid === undefined || !visitor.workspace.voice.isInConference(task.sid, workerCallSid))
      throw notThere(task);
    visitor.workspace.voice.hangUp(workerCallSid);
    return c.json({ payload: taskPayload(visitor.workspace, task) });
  });
}

/** A task that the visitor has a reservation for. */
function ownTask(c: unknown, { workspace, worker }: Visitor, form: Form): Task {
  const task = found(c as Context, workspace.tasks.get(required(form, 'TaskSid')));
  const isHis = workspace.reservationsOf(task).some((each) => each.worker === worker && usesCapacity(each));
  if (!isHis) throw new TwilioError(403, 20003, 'The token does not allow this');
  return task;
}

/** The reservation by which another worker is in the task's conference. */
function legOf(c: unknown, { workspace }: Visitor, task: Task, form: Form): Reservation {
  const sid = required(form, 'TargetWorkerSid');
  return found(
    c as Context,
    workspace
      .reservationsOf(task)
      .find((each) => each.worker.sid === sid && each.workerCallSid !== undefined),
  );
}

function chosen(form: Form, names: readonly string[]): ParticipantParameters {
  return Object.fromEntries(
    names.flatMap((name): [string, string][] => {
      const value = form.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function notThere(task: Task): TwilioError {
  return TwilioError.badRequest(`The participant is not in a conference of task ${task.sid}.`);
}
