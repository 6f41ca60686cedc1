import { TwilioError } from '../../../../core/twilio-error';
import type { Reservation } from '../entities';
import { attributesOf } from '../entities';
import type { Workspace } from '../workspace';

/** An assignment instruction as JSON has it. Source: https://www.twilio.com/docs/taskrouter/handle-assignment-callbacks */
export type Instruction = Readonly<Record<string, unknown>>;

export type Execute = (workspace: Workspace, reservation: Reservation, instruction: Instruction) => void;

/**
 * An instruction that cannot be carried out, with the code of Twilio's Debugger; the reservation stays as it was.
 * Source: https://www.twilio.com/docs/api/errors (40100 to 40159).
 */
export class InstructionError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** The instruction is none. */
export const INVALID_INSTRUCTION = 55555;

/** The worker's own address, of his attributes. */
export function contactUri(reservation: Reservation): string | undefined {
  return textOf(attributesOf(reservation.worker), 'contact_uri');
}

/** A text of the instruction or of attributes; undefined for none, empty text and anything else. */
export function textOf(values: Instruction, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The address in this field, or `otherwise`; throws with this code where there is none. */
export function addressOf(
  instruction: Instruction,
  name: 'to' | 'from',
  otherwise: string | undefined,
  code: number,
): string {
  const address = textOf(instruction, name) ?? otherwise;
  if (address === undefined) throw new InstructionError(code, `there is no '${name}'`);
  return address;
}

/** The URL in this field; throws with this code for anything else. */
export function urlOf(instruction: Instruction, name: string, code: number): string {
  const url = textOf(instruction, name);
  if (url === undefined || !/^https?:\/\/\S+$/i.test(url) || !URL.canParse(url))
    throw new InstructionError(code, `'${name}' is missing or no URL`);
  return url;
}

/** The same of a field that may be left out. */
export function optionalUrlOf(instruction: Instruction, name: string, code: number): string | undefined {
  return instruction[name] === undefined || instruction[name] === null
    ? undefined
    : urlOf(instruction, name, code);
}

/** Makes a call; what Voice refuses is an error with this code. */
export function calling<T>(code: number, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw error instanceof TwilioError ? new InstructionError(code, error.message) : error;
  }
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
