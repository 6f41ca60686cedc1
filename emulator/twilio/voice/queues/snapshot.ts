import { z } from 'zod';

/** The queues of callers. Who waits in them is a call, which a snapshot does not carry. */
export const QueuesSnapshot = z.array(
  z.strictObject({
    sid: z.string(),
    friendlyName: z.string(),
    maxSize: z.int(),
    createdAtMs: z.number(),
    updatedAtMs: z.number(),
  }),
);

export type QueuesState = z.output<typeof QueuesSnapshot>;
