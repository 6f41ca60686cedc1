import type { ParticipantParameters } from '../../../../core/ports';
import type { Task } from '../entities';
import { attributesOf } from '../entities';
import type { Workspace } from '../workspace';
import type { Instruction } from './instruction';
import { textOf } from './instruction';

/** The leg of the customer whom an instruction brought into the task's conference. */
export function customerCallSid(task: Task): string | undefined {
  const conference = (attributesOf(task)['conference'] ?? {}) as { participants?: Instruction };
  return textOf(conference.participants ?? {}, 'customer');
}

/** Changes the customer's part in the task's conference; false when he is not in it. */
export function changeCustomer(workspace: Workspace, task: Task, change: ParticipantParameters): boolean {
  const callSid = customerCallSid(task);
  return callSid !== undefined && workspace.voice.changeParticipant(task.sid, callSid, change);
}

/** While workers talk about him, and while nobody is there. */
export function holdCustomer(workspace: Workspace, task: Task, hold: boolean): void {
  changeCustomer(workspace, task, { Hold: String(hold) });
}
