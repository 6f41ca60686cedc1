import { z } from 'zod';
import {
  busy,
  declines,
  neverAnswers,
  takesTheCall,
  unreachable,
  voicemail,
  type Behaviour,
} from '../../people';
import { durationMs, oneOf } from '../fields';
import { perform, ScriptBody } from './action';

/** What somebody does when the phone rings. */
export const RingingBody = z
  .strictObject({
    does: oneOf(['takes', 'declines', 'voicemail', 'busy', 'unreachable', 'never-answers', 'script']),
    ringMs: durationMs('milliseconds that it rings before anybody picks up').optional(),
    thinkMs: durationMs('milliseconds from the end of the whisper to the key').optional(),
    then: ScriptBody.optional(),
    script: ScriptBody.optional(),
  })
  .superRefine(({ does, then, script }, context) => {
    const wrong = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message });
    if ((does === 'script') !== (script !== undefined)) {
      wrong(
        'script',
        does === 'script' ? 'the actions of the script' : 'nothing: only `"does": "script"` has one',
      );
    }
    if (then !== undefined && does !== 'takes') wrong('then', 'nothing: only `"does": "takes"` has it');
  });

export type Ringing = z.output<typeof RingingBody>;

export function behaviourOf({ does, ringMs, thinkMs, then, script }: Ringing): Behaviour {
  const times = {
    ...(ringMs === undefined ? {} : { ringMs }),
    ...(thinkMs === undefined ? {} : { thinkMs }),
  };
  switch (does) {
    case 'takes':
      return takesTheCall({ ...times, then: (phone) => perform(phone, then ?? []) });
    case 'declines':
      return declines(times);
    case 'voicemail':
      return voicemail(times);
    case 'busy':
      return busy;
    case 'unreachable':
      return unreachable;
    case 'never-answers':
      return neverAnswers;
    case 'script':
      return (phone) => perform(phone, script ?? []);
  }
}
