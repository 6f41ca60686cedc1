import { callParameters } from '../../calls/parameters';
import { performSideDocument } from '../../conference/side-audio';
import { httpMethod } from '../../core';
import type { Element } from '../document';
import { elements, textOf, TwimlError } from '../document';
import type { TwimlRequest } from '../fetch';
import { Run, untilStopped } from '../run';
import type { Stage, Verb } from '../stage';
import { action, numberAttribute, resolveUrl } from '../stage';
import { tellActionOfHangup } from './dial-action';

/** How long a waiting document without any sound lasts: a loop must take time. */
const EMPTY_TURN_MS = 1000;

/**
 * `<Enqueue workflowSid>`: makes a task for the caller, who hears `waitUrl` again and again until `<Leave>`, other TwiML
 * or the end of the call. A caller who hangs up cancels the task. Nobody is bridged from the queue (`<Dial><Queue>` and
 * TaskRouter's `dequeue` are not served); queues without a workflow are not served at all.
 * Source: https://www.twilio.com/docs/taskrouter/twiml-queue-calls, https://www.twilio.com/docs/voice/twiml/enqueue.
 */
export const enqueue: Verb = async (stage, element) => {
  const { core, call } = stage;
  const { workflowSid } = element.attributes;
  if (!workflowSid) {
    call.note('twiml.not-served', { verb: 'Enqueue', attribute: 'workflowSid', missing: true });
    return 'next';
  }
  const enteredAtMs = core.ctx.clock.now();
  const outcome = (result: string): Record<string, string> => ({
    QueueResult: result,
    QueueTime: String(Math.round((core.ctx.clock.now() - enteredAtMs) / 1000)),
  });
  const taskSid = makeTask(stage, element, workflowSid);
  if (!taskSid) return action(stage, element, outcome('error'));
  call.note('queue.entered', { taskSid, workflowSid });
  await stage.run.until<void>((done) => {
    const waiting = new Run();
    void untilStopped(waitInQueue({ ...stage, run: waiting }, element).then(done));
    return (reason) => {
      waiting.stop(reason);
      if (reason !== 'call-ended') return;
      core.taskRouter().cancelTask(taskSid, 'hangup');
      tellActionOfHangup(stage, element, outcome('hangup'));
    };
  });
  return action(stage, element, outcome('leave'));
};

/** The task's SID; undefined (and an error in the journal) for a workflow that is not there or attributes that are no JSON object. */
function makeTask({ core, call }: Stage, element: Element, workflowSid: string): string | undefined {
  const task = elements(element).find(({ name }) => name === 'Task');
  try {
    const own: unknown = task ? JSON.parse(textOf(task) || '{}') : {};
    if (typeof own !== 'object' || own === null || Array.isArray(own)) throw new Error('no JSON object');
    const priority = task?.attributes.priority;
    const timeout = task?.attributes.timeout;
    return core.taskRouter().createTask({
      workflowSid,
      attributes: { ...callAttributes(callParameters(call, core.ctx.account.sid)), ...own },
      ...(task && priority !== undefined ? { priority: numberAttribute(task, 'priority', 0) } : {}),
      ...(task && timeout !== undefined ? { timeoutSeconds: numberAttribute(task, 'timeout', 86_400) } : {}),
    });
  } catch (error) {
    call.note('twiml.error', { code: 14220, message: `Enqueue: ${String(error)}` });
    return undefined;
  }
}

/** `CallSid` → `call_sid`, as a task's attributes name a call's parameters. */
function callAttributes(parameters: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name.replace(/(?<!^)([A-Z])/g, '_$1').toLowerCase(),
      value,
    ]),
  );
}

async function waitInQueue(stage: Stage, element: Element): Promise<void> {
  const { core, call, run } = stage;
  const { waitUrl, waitUrlMethod } = element.attributes;
  if (waitUrl === undefined || waitUrl === '') {
    return run.until<void>(() => {
      const sound =
        waitUrl === '' ? undefined : core.switchboard.play(call.sid, 'music', 'Twilio hold music');
      return () => sound?.stop();
    });
  }
  const first: TwimlRequest = { url: resolveUrl(stage, waitUrl), method: httpMethod(waitUrlMethod) };
  let next = first;
  for (;;) {
    const startedAtMs = core.ctx.clock.now();
    const led = await turn(stage, next);
    if (led === 'leave') return;
    next = led === 'over' ? first : led;
    if (core.ctx.clock.now() === startedAtMs) {
      await run.until<void>((done) => core.ctx.clock.after(EMPTY_TURN_MS, done));
    }
  }
}

/** A waiting document that cannot be had is an error of this turn only. */
async function turn(stage: Stage, source: TwimlRequest): Promise<TwimlRequest | 'over' | 'leave'> {
  try {
    return await performSideDocument(stage, source);
  } catch (error) {
    if (!(error instanceof TwimlError)) throw error;
    stage.call.note('twiml.error', { code: error.code, message: error.message, url: source.url });
    return 'over';
  }
}
