import type { Ports } from '../ports';
import { begin } from './invocation';
import { happen } from './record';
import { carryOut } from './todo';

/** An event callback of TaskRouter. Source: https://www.twilio.com/docs/taskrouter/api/event/reference */
export interface TaskEvent {
  readonly type: string;
  readonly task: string;
  /** As the task's attributes say; undefined for a task that is not ours. */
  readonly callSid: string | undefined;
  readonly n: number | undefined;
  readonly reservation: string | undefined;
}

const TASK_OVER = [
  'task.canceled',
  'task.completed',
  'task.deleted',
  'task.system-deleted',
  'workflow.timeout',
];
const RESERVATION_OVER = ['reservation.timeout', 'reservation.canceled', 'reservation.rescinded'];

export async function taskEvent(ports: Ports, event: TaskEvent): Promise<void> {
  const { type, task, callSid, n, reservation } = event;
  if (callSid === undefined) return;
  const invocation = begin(ports);
  if (TASK_OVER.includes(type)) {
    await carryOut(invocation, callSid, await happen(invocation, callSid, { kind: 'task-over', task, n }));
  }
  if (RESERVATION_OVER.includes(type) && reservation !== undefined) {
    const over = { kind: 'reservation-over', reservation } as const;
    await carryOut(invocation, callSid, await happen(invocation, callSid, over));
  }
}
