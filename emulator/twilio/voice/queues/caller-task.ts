import { callParameters } from '../calls/parameters';
import type { Element } from '../twiml/document';
import { elements, textOf } from '../twiml/document';
import type { Stage } from '../twiml/stage';
import { numberAttribute } from '../twiml/stage';

/**
 * Makes the task that stands for a caller in `<Enqueue workflowSid>`; answers with its SID. Undefined (and an error in the
 * journal) for a workflow that is not there or attributes that are no JSON object.
 * Source: https://www.twilio.com/docs/taskrouter/twiml-queue-calls.
 */
export function makeTask({ core, call }: Stage, element: Element, workflowSid: string): string | undefined {
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
