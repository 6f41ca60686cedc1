import { makeTask } from '../../queues/caller-task';
import type { CallQueue, Connection, Member, QueueResult } from '../../queues/queue';
import { waitInQueue } from '../../queues/waiting';
import type { Element } from '../document';
import { textOf } from '../document';
import { Run, untilStopped } from '../run';
import type { Stage, Verb } from '../stage';
import { action, numberAttribute } from '../stage';
import { tellActionOfHangup } from './dial-action';

/** The queue that TaskRouter makes for a workflow. Source: https://www.twilio.com/docs/taskrouter/twiml-queue-calls */
const WORKFLOW_MAX_SIZE = 100;
const MAX_NAME_LENGTH = 64;

/**
 * The caller waits in a queue, hearing `waitUrl`, until somebody takes him out, a `<Leave>`, other TwiML or the end of the
 * call. With `workflowSid` a task stands for him, which is canceled when he hangs up.
 * Source: https://www.twilio.com/docs/voice/twiml/enqueue, https://www.twilio.com/docs/taskrouter/twiml-queue-calls.
 */
export const enqueue: Verb = async (stage, element) => {
  const { core, call } = stage;
  const queue = queueOf(stage, element);
  if (!queue) return action(stage, element, { QueueResult: 'error' });
  const enteredAtMs = core.ctx.clock.now();
  const outcome = (result: QueueResult, leftAtMs = core.ctx.clock.now()): Record<string, string> => ({
    QueueResult: result,
    QueueSid: queue.sid,
    QueueTime: String(Math.round((leftAtMs - enteredAtMs) / 1000)),
  });
  if (queue.isFull) return action(stage, element, outcome('queue-full'));
  const { workflowSid } = element.attributes;
  const taskSid = workflowSid ? makeTask(stage, element, workflowSid) : undefined;
  if (workflowSid && !taskSid) return action(stage, element, outcome('error'));

  const connection = await waiting(stage, element, queue, taskSid, outcome);
  const leftAtMs = core.ctx.clock.now();
  if (connection === 'leave') return action(stage, element, outcome('leave'));
  const forget = stage.run.onStop((reason) => {
    const result = reason === 'call-ended' ? 'bridged' : 'redirected-from-bridged';
    tellActionOfHangup(stage, element, outcome(result, leftAtMs));
  });
  call.note('queue.left', { queueSid: queue.sid, taskSid });
  const result = await connection(stage);
  forget();
  return action(stage, element, outcome(result, leftAtMs));
};

/** Undefined (and an error in the journal) for a name that is none. */
function queueOf({ core, call }: Stage, element: Element): CallQueue | undefined {
  const { workflowSid } = element.attributes;
  const name = workflowSid ?? textOf(element);
  const code = name === '' ? 14204 : name.length > MAX_NAME_LENGTH ? 14205 : undefined;
  if (code !== undefined) {
    call.note('twiml.error', { code, message: `Enqueue: Queue name too ${name === '' ? 'short' : 'long'}` });
    return undefined;
  }
  const known = core.queues.named(name);
  if (known) return known;
  const asked = numberAttribute(element, 'maxQueueSize', 0);
  return core.queues.create(name, asked || (workflowSid ? WORKFLOW_MAX_SIZE : undefined));
}

function waiting(
  stage: Stage,
  element: Element,
  queue: CallQueue,
  taskSid: string | undefined,
  outcome: (result: QueueResult) => Record<string, string>,
): Promise<Connection | 'leave'> {
  const { core, call } = stage;
  return stage.run.until<Connection | 'leave'>((done) => {
    const run = new Run();
    const member: Member = {
      call,
      taskSid,
      enqueuedAtMs: core.ctx.clock.now(),
      connect(connection) {
        run.stop('wait-over');
        done(connection);
      },
    };
    call.note('queue.entered', { queueSid: queue.sid, name: queue.friendlyName, taskSid });
    queue.join(member);
    void untilStopped(
      waitInQueue({ ...stage, run }, element, queue, member).then(() => {
        queue.leave(member);
        done('leave');
      }),
    );
    return (reason) => {
      run.stop(reason);
      queue.leave(member);
      if (reason === 'call-ended' && taskSid !== undefined) core.taskRouter().cancelTask(taskSid, 'hangup');
      tellActionOfHangup(stage, element, outcome(reason === 'call-ended' ? 'hangup' : 'redirected'));
    };
  });
}
