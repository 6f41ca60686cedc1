import { z } from 'zod';

const destination = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('number'),
    number: z.string().min(3).max(40),
    numberE164CheckEnabled: z.boolean().optional(),
    extension: z.string().max(10).optional(),
    callerId: z.string().max(40).optional(),
    message: z.union([z.string(), z.looseObject({})]).optional(),
    description: z.string().optional(),
    transferPlan: z.looseObject({}).optional(),
  }),
  z.strictObject({
    type: z.literal('sip'),
    sipUri: z.string(),
    sipHeaders: z.record(z.string(), z.string()).optional(),
    callerId: z.string().max(40).optional(),
    message: z.union([z.string(), z.looseObject({})]).optional(),
    description: z.string().optional(),
    transferPlan: z.looseObject({}).optional(),
  }),
]);

/**
 * What the control URL takes; unknown properties are refused. `handoff` (documentation only) and
 * `send-transport-message` (OpenAPI only) are known and not served.
 * Source: https://docs.vapi.ai/calls/call-features, OpenAPI `ClientInboundMessage`.
 */
export const ControlMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('say'),
    content: z.string().optional(),
    endCallAfterSpoken: z.boolean().optional(),
    interruptAssistantEnabled: z.boolean().optional(),
    interruptionsEnabled: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('add-message'),
    message: z.strictObject({
      role: z.enum(['assistant', 'function', 'user', 'system', 'tool']),
      content: z.string().nullable(),
    }),
    triggerResponseEnabled: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('control'),
    control: z.enum([
      'mute-assistant',
      'unmute-assistant',
      'mute-customer',
      'unmute-customer',
      'say-first-message',
    ]),
  }),
  z.strictObject({ type: z.literal('end-call') }),
  z.strictObject({ type: z.literal('transfer'), destination, content: z.string().optional() }),
  z.looseObject({ type: z.literal('handoff') }),
  z.looseObject({ type: z.literal('send-transport-message') }),
]);

export type ControlMessage = z.infer<typeof ControlMessage>;
