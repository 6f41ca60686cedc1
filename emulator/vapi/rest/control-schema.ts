import { z } from 'zod';
import { TransferDestination } from './destination-schema';
import { HandoffAssistant } from './handoff-schema';

/**
 * What the control URL takes; unknown properties are refused. `handoff` is of the documentation
 * alone, `send-transport-message` of the OpenAPI alone.
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
  z.strictObject({
    type: z.literal('transfer'),
    destination: TransferDestination,
    content: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('handoff'),
    destination: HandoffAssistant,
    content: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('send-transport-message'),
    message: z.discriminatedUnion('transport', [
      z.strictObject({ transport: z.literal('twilio'), twiml: z.string() }),
      z.strictObject({
        transport: z.literal('vapi.sip'),
        sipVerb: z.enum(['INFO', 'MESSAGE', 'NOTIFY']),
        headers: z.looseObject({}).optional(),
        body: z.string().optional(),
      }),
    ]),
  }),
]);

export type ControlMessage = z.infer<typeof ControlMessage>;
