import type { Reservation } from '../entities';
import { reject } from '../reservations';
import { acceptReservation } from '../tasks';
import type { Workspace } from '../workspace';
import { callWorker } from './call';
import { confer } from './conference';
import { dequeue } from './dequeue';
import {
  type Execute,
  INVALID_INSTRUCTION,
  type Instruction,
  InstructionError,
  isTrue,
  textOf,
  urlOf,
} from './instruction';
import { supervise } from './supervise';

export { type Instruction, InstructionError } from './instruction';

/** Error codes for an instruction that comes when the reservation is no longer pending. */
const NOT_PENDING: Readonly<Record<string, number>> = {
  call: 40114,
  redirect: 40123,
  dequeue: 40135,
  conference: 40136,
};

/** Carries out an instruction; throws `InstructionError` when it cannot be. */
export function execute(workspace: Workspace, reservation: Reservation, instruction: Instruction): void {
  const name = textOf(instruction, 'instruction');
  if (name === undefined) throw new InstructionError(40005, 'the answer names no instruction');
  const run = Object.hasOwn(INSTRUCTIONS, name) ? INSTRUCTIONS[name] : undefined;
  if (!run) throw new InstructionError(INVALID_INSTRUCTION, `'${name}' is no instruction`);
  if (isTransferred(reservation) && !FOR_TRANSFERS.includes(name))
    throw new InstructionError(40151, `'${name}' is no instruction for a task that is being transferred`);
  if (reservation.status !== 'pending' && name !== 'supervise') {
    const called = name.charAt(0).toUpperCase() + name.slice(1);
    throw new InstructionError(
      NOT_PENDING[name] ?? INVALID_INSTRUCTION,
      `Unable to execute ${called} instruction. Reservation ${reservation.sid} is not currently in a Pending state.`,
    );
  }
  run(workspace, reservation, instruction);
}

/** What whom a task is transferred to may be told. */
const FOR_TRANSFERS = ['accept', 'reject', 'conference', 'supervise'];

function isTransferred(reservation: Reservation): boolean {
  return reservation.task.transfers.some(
    ({ incoming, status }) => incoming === reservation && status === 'initiated',
  );
}

const INSTRUCTIONS: Readonly<Record<string, Execute>> = {
  accept: acceptReservation,

  reject(workspace, reservation, instruction) {
    const sid = textOf(instruction, 'activity_sid');
    const activity = sid === undefined ? undefined : workspace.activities.get(sid);
    if (sid !== undefined && !activity) throw new InstructionError(40100, `no Activity ${sid}`);
    reject(workspace, reservation, activity);
  },

  redirect(workspace, reservation, instruction) {
    const callSid = textOf(instruction, 'call_sid');
    if (callSid === undefined) throw new InstructionError(40121, "there is no 'call_sid'");
    const url = urlOf(instruction, 'url', 40120);
    if (!workspace.voice.redirect(callSid, url))
      throw new InstructionError(40122, `call ${callSid} is not in progress`);
    if (isTrue(instruction['accept'])) acceptReservation(workspace, reservation);
  },

  call: callWorker,
  dequeue,
  conference: confer,
  supervise,
};
