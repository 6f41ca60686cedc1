import type { Behaviour } from './index';
import type { Phone } from './phone';

/** Lets it ring this long, picks up and goes on with the script; does nothing when the ringing stopped before. */
export function answersAfter(ringMs: number, script: Behaviour): Behaviour {
  return async (phone) => {
    await phone.listens(ringMs);
    if (phone.isOver) return;
    phone.answer();
    await script(phone);
  };
}

export interface TakeOptions {
  readonly ringMs?: number;
  /** What the whisper must say before a key is pressed. */
  readonly whisper?: RegExp;
  /** From the end of the whisper to the key. */
  readonly thinkMs?: number;
  /** What the agent does with the caller; hears the caller first unless told. */
  readonly then?: Behaviour;
}

/** An agent who takes the call: hears the whisper out and presses 1. */
export function takesTheCall(options: TakeOptions = {}): Behaviour {
  const { ringMs = 4000, whisper = /press 1/i, thinkMs = 800, then } = options;
  return answersAfter(ringMs, async (phone) => {
    await phone.hears(whisper);
    await phone.thinks(thinkMs);
    phone.press('1');
    await then?.(phone);
  });
}

/** An agent who hears the whisper out and presses 2. */
export function declines(options: Omit<TakeOptions, 'then'> = {}): Behaviour {
  const { ringMs = 4000, whisper = /press 1/i, thinkMs = 800 } = options;
  return answersAfter(ringMs, async (phone) => {
    await phone.hears(whisper);
    await phone.thinks(thinkMs);
    phone.press('2');
  });
}

/** A machine picks up, plays its greeting to whoever is there, records for a while and hangs up. */
export function voicemail(
  options: { ringMs?: number; greeting?: string; recordsMs?: number } = {},
): Behaviour {
  const { ringMs = 6000, recordsMs = 30_000 } = options;
  const { greeting = 'I can’t take your call right now. Please leave a message after the tone.' } = options;
  return async (phone) => {
    await phone.listens(ringMs);
    if (phone.isOver) return;
    phone.answer('machine');
    await phone.says(greeting);
    await phone.listens(recordsMs);
    phone.hangUp();
  };
}

export const busy: Behaviour = (phone) => phone.refuse('busy');

/** The network cannot reach the phone. */
export const unreachable: Behaviour = (phone) => phone.refuse('failed');

export const neverAnswers: Behaviour = () => undefined;

/**
 * Two people talk: one sentence after the other, each when the last is over and `pauseMs` later, in which the next
 * speaker has the word.
 */
export async function converses(
  sentences: readonly (readonly [speaker: Phone, text: string])[],
  pauseMs = 400,
): Promise<void> {
  for (const [speaker, text] of sentences) {
    await speaker.thinks(pauseMs);
    await speaker.says(text);
  }
}
