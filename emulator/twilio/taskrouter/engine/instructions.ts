import type { Reservation } from './entities';
import { attributesOf } from './entities';
import { reject } from './reservations';
import { acceptReservation, addAttributes } from './tasks';
import type { Workspace } from './workspace';

/** An assignment instruction as JSON has it. Source: https://www.twilio.com/docs/taskrouter/handle-assignment-callbacks */
export type Instruction = Readonly<Record<string, unknown>>;

/** An instruction that cannot be carried out, with the code of Twilio's Debugger; the reservation stays as it was. */
export class InstructionError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** Error codes for an instruction that comes when the reservation is no longer pending. */
const NOT_PENDING: Readonly<Record<string, number>> = { call: 40114, redirect: 40123 };

const INVALID_INSTRUCTION = 40151;

/** Carries out an instruction; throws `InstructionError` when it cannot be. */
export function execute(workspace: Workspace, reservation: Reservation, instruction: Instruction): void {
  const name = textOf(instruction, 'instruction');
  if (name === undefined) throw new InstructionError(40005, 'the answer names no instruction');
  const run = Object.hasOwn(INSTRUCTIONS, name) ? INSTRUCTIONS[name] : undefined;
  if (!run) throw new InstructionError(INVALID_INSTRUCTION, `the emulator does not carry out '${name}'`);
  if (reservation.status !== 'pending')
    throw new InstructionError(
      NOT_PENDING[name] ?? INVALID_INSTRUCTION,
      `Unable to execute ${name} instruction. Reservation ${reservation.sid} is not currently in a Pending state.`,
    );
  run(workspace, reservation, instruction);
}

const INSTRUCTIONS: Readonly<Record<string, typeof execute>> = {
  accept: acceptReservation,

  reject(workspace, reservation, instruction) {
    const sid = textOf(instruction, 'activity_sid');
    const activity = sid === undefined ? undefined : workspace.activities.get(sid);
    if (sid !== undefined && !activity) throw new InstructionError(40100, `no Activity ${sid}`);
    reject(workspace, reservation, activity);
  },

  /** Calls the worker. Accepting is left to the application unless `accept` is true. */
  call(workspace, reservation, instruction) {
    const to = textOf(instruction, 'to') ?? contactUri(reservation);
    const from = textOf(instruction, 'from');
    const url = textOf(instruction, 'url');
    if (!to || !from || !url) throw new InstructionError(INVALID_INSTRUCTION, 'call wants to, from and url');
    const statusCallback = textOf(instruction, 'status_callback_url');
    const timeoutSeconds = Number(instruction['timeout'] ?? Number.NaN);
    const record = textOf(instruction, 'record');
    const callSid = workspace.voice.createCall({
      to,
      from,
      url,
      ...(statusCallback
        ? { statusCallback, statusCallbackEvents: ['initiated', 'ringing', 'answered', 'completed'] }
        : {}),
      ...(Number.isFinite(timeoutSeconds) ? { timeoutSeconds } : {}),
      ...(record ? { record } : {}),
    });
    addAttributes(workspace, reservation.task, { worker_call_sid: callSid });
    if (isTrue(instruction['accept'])) acceptReservation(workspace, reservation);
  },

  redirect(workspace, reservation, instruction) {
    const callSid = textOf(instruction, 'call_sid');
    const url = textOf(instruction, 'url');
    if (!callSid || !url) throw new InstructionError(40121, 'redirect wants call_sid and url');
    if (!workspace.voice.redirect(callSid, url))
      throw new InstructionError(40122, `call ${callSid} is not in progress`);
    if (isTrue(instruction['accept'])) acceptReservation(workspace, reservation);
  },
};

function contactUri(reservation: Reservation): string | undefined {
  const uri = attributesOf(reservation.worker)['contact_uri'];
  return typeof uri === 'string' ? uri : undefined;
}

function textOf(instruction: Instruction, name: string): string | undefined {
  const value = instruction[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
