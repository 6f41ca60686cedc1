import type { TaskAttributes } from '../domain/task-attributes';
import type { Answer, ReadAnswer, WriteAnswer } from './answer';

/** TaskRouter's own word: https://www.twilio.com/docs/taskrouter/lifecycle-task-state */
export type TaskStatus = 'pending' | 'reserved' | 'assigned' | 'wrapping' | 'completed' | 'canceled';

export interface Task {
  readonly sid: string;
  readonly status: TaskStatus;
  /** As stored; whatever another program added is kept. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** The name of the queue that it is in. */
  readonly queue?: string | undefined;
}

/** A caller's prospects, where they are known. */
export interface Line {
  /** 1 = next. */
  readonly place: number;
  readonly expectedWaitSeconds: number | undefined;
}

/** The one workflow that handoffs use. Source: https://www.twilio.com/docs/taskrouter/api/task */
export interface TaskRouter {
  /** `priority` 0 and up, higher first. Answers with the task's SID. */
  createTask(attributes: TaskAttributes, priority: number): Promise<Answer<string>>;
  fetchTask(taskSid: string): Promise<ReadAnswer<Task>>;
  /** Live tasks of one handoff (`callSid == … AND handoff == …`); may miss what was created just now. */
  findTasks(callSid: string, handoff: number): Promise<Answer<readonly Task[]>>;
  /** Replaces the attributes if the task's ETag is still `revision`. */
  updateAttributes(
    taskSid: string,
    attributes: Readonly<Record<string, unknown>>,
    revision: string,
  ): Promise<WriteAnswer>;
  /** Refused unless pending or reserved. */
  cancelTask(taskSid: string, reason: string): Promise<Answer<void>>;
  /** Refused unless assigned. */
  wrapTask(taskSid: string, reason: string): Promise<Answer<void>>;
  /** Refused unless assigned or wrapping. */
  completeTask(taskSid: string, reason: string): Promise<Answer<void>>;
  acceptReservation(taskSid: string, reservationSid: string): Promise<Answer<void>>;
  /** One agent's part of a task that another one has too: he wraps up. Refused unless accepted or wrapping. */
  wrapReservation(taskSid: string, reservationSid: string): Promise<Answer<void>>;
  /** The same: he is done with it. Refused unless accepted or wrapping. */
  completeReservation(taskSid: string, reservationSid: string): Promise<Answer<void>>;
  rejectReservation(taskSid: string, reservationSid: string): Promise<Answer<void>>;
  /** The `contact_uri` of a worker's attributes; `''` where there is none. */
  contactUri(workerSid: string): Promise<Answer<string>>;
  /** SIDs of the workers whose name, or whose attribute `email`, is this. No `"` or `\` in it. */
  workersKnownAs(name: string): Promise<Answer<readonly string[]>>;
  /** Where a caller stands among those who wait: behind all of them while there is no task for this call. */
  line(callSid: string): Promise<Answer<Line>>;
}
