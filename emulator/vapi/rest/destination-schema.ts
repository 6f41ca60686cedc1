import { z } from 'zod';

const shared = {
  callerId: z.string().max(40).optional(),
  message: z.union([z.string(), z.looseObject({})]).optional(),
  description: z.string().optional(),
  transferPlan: z.looseObject({}).optional(),
};

const Number = z.strictObject({
  ...shared,
  type: z.literal('number'),
  number: z.string().min(3).max(40),
  numberE164CheckEnabled: z.boolean().optional(),
  extension: z.string().min(1).max(10).optional(),
});

const Sip = z.strictObject({
  ...shared,
  type: z.literal('sip'),
  sipUri: z.string(),
  sipHeaders: z.record(z.string(), z.string()).optional(),
});

/** Where a call can be transferred to. Source: OpenAPI `TransferDestinationNumber`, `TransferDestinationSip`. */
export const TransferDestination = z.discriminatedUnion('type', [Number, Sip]);

export type TransferDestination = z.infer<typeof TransferDestination>;
