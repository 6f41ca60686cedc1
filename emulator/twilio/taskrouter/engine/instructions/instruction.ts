import type { Reservation } from '../entities';
import { attributesOf } from '../entities';
import type { Workspace } from '../workspace';

/** An assignment instruction as JSON has it. Source: https://www.twilio.com/docs/taskrouter/handle-assignment-callbacks */
export type Instruction = Readonly<Record<string, unknown>>;

export type Execute = (workspace: Workspace, reservation: Reservation, instruction: Instruction) => void;

/** An instruction that cannot be carried out, with the code of Twilio's Debugger; the reservation stays as it was. */
export class InstructionError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

export const INVALID_INSTRUCTION = 40151;

/** The worker's own address, of his attributes. */
export function contactUri(reservation: Reservation): string | undefined {
  return textOf(attributesOf(reservation.worker), 'contact_uri');
}

/** A text of the instruction or of attributes; undefined for none, empty text and anything else. */
export function textOf(values: Instruction, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function numberOf(values: Instruction, name: string): number | undefined {
  const value = Number(values[name] ?? Number.NaN);
  return Number.isFinite(value) ? value : undefined;
}

export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

/** Words that come as a list, or as one text with commas or spaces between them. */
export function wordsOf(values: Instruction, name: string): string[] | undefined {
  const value = values[name];
  const words = [value].flat().flatMap((each) => (typeof each === 'string' ? each.split(/[\s,]+/) : []));
  const named = words.filter(Boolean);
  return named.length > 0 ? named : undefined;
}
