import { z } from 'zod';

const resource = {
  sid: z.string(),
  serial: z.int(),
  createdMs: z.number(),
  updatedMs: z.number(),
};
const settings = z.record(z.string(), z.union([z.string(), z.boolean(), z.null()]));

/** The account's numbers, those that it may show, TwiML applications and API keys with their secrets. */
export const NumbersSnapshot = z.strictObject({
  numbers: z.array(
    z.strictObject({ ...resource, phoneNumber: z.string(), settings, applicationSid: z.string().nullable() }),
  ),
  callerIds: z
    .array(z.strictObject({ ...resource, phoneNumber: z.string(), friendlyName: z.string() }))
    .default([]),
  applications: z.array(z.strictObject({ ...resource, settings })),
  keys: z.array(z.strictObject({ ...resource, friendlyName: z.string(), secret: z.string() })),
});

export type NumbersState = z.output<typeof NumbersSnapshot>;
