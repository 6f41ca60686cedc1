import * as z from 'zod/mini';

/** Stored once per reservation, by its SID: the gate against a second assignment callback. */
export const reservationNoteSchema = z.object({
  callSid: z.string().check(z.maxLength(64)),
  n: z.number(),
  task: z.string().check(z.maxLength(64)),
  worker: z.string().check(z.maxLength(64)),
  atMs: z.number(),
});
export type ReservationNote = z.infer<typeof reservationNoteSchema>;
