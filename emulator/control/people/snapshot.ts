import { z } from 'zod';
import { address } from '../fields';
import { RingingBody } from './ringing';

const who = z.enum(['ai', 'human', 'announcement', 'keys', 'music', 'ring', 'ambience', 'own', 'key']);

/** Everybody with a telephone: what they do when it rings, and their calls, all of them over. */
export const PeopleSnapshot = z.array(
  z.strictObject({
    number: address(),
    whenRings: RingingBody.optional(),
    calls: z.array(
      z.strictObject({
        callSid: z.string(),
        from: z.string(),
        to: z.string(),
        startedAtMs: z.number(),
        moments: z.array(
          z.strictObject({
            who,
            text: z.string().optional(),
            fromMs: z.number(),
            toMs: z.number().optional(),
          }),
        ),
      }),
    ),
  }),
);

export type PeopleState = z.output<typeof PeopleSnapshot>;
