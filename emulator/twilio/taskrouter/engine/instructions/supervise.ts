import type { ParticipantParameters } from '../../../../core/ports';
import { attributesOf } from '../entities';
import type { Execute } from './instruction';
import { INVALID_INSTRUCTION, InstructionError, textOf } from './instruction';
import { callerId } from './worker-leg';

/**
 * Calls a supervisor into the conference of a reservation: `monitor` only hears, `whisper` is heard by the worker alone,
 * `barge` by everybody. The supervisor is a worker's SID or an address.
 * Source: the OpenAPI of reservation updates (Supervisor, SupervisorMode).
 */
export const supervise: Execute = (workspace, reservation, instruction) => {
  const { task, workerCallSid } = reservation;
  const { voice } = workspace;
  const supervisor = textOf(instruction, 'supervisor');
  const worker = workspace.workers.get(supervisor ?? '');
  const to = worker ? textOf(attributesOf(worker), 'contact_uri') : supervisor;
  const from = callerId(reservation);
  if (reservation.status !== 'accepted' || workerCallSid === undefined || !voice.isConferring(task.sid))
    throw new InstructionError(
      40146,
      `Unable to execute Supervise instruction. Reservation ${reservation.sid} is not in a conference.`,
    );
  if (!to) throw new InstructionError(40147, 'supervise wants a supervisor with an address');
  if (!from) throw new InstructionError(40148, "there is no 'from'");
  const mode = textOf(instruction, 'supervisor_mode') ?? 'monitor';
  const manner = Object.hasOwn(MODES, mode) ? MODES[mode] : undefined;
  if (!manner)
    throw new InstructionError(INVALID_INSTRUCTION, 'supervisor_mode is monitor, whisper or barge');
  voice.invite(task.sid, { To: to, From: from, ...manner(workerCallSid) });
};

const MODES: Readonly<Record<string, (workerCallSid: string) => ParticipantParameters>> = {
  monitor: () => ({ Muted: 'true' }),
  whisper: (workerCallSid) => ({ Coaching: 'true', CallSidToCoach: workerCallSid }),
  barge: () => ({}),
};
