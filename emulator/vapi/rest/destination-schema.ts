import { z } from 'zod';
import { keptProperty } from '../openapi/kept';
import type { Spoken } from './tool-message-schema';

/** How a transfer is made. Source: OpenAPI `TransferPlan`. */
export interface TransferPlan {
  readonly mode: string;
  readonly message?: Spoken;
  /** Seconds for which the called person may keep silent. */
  readonly timeout?: number;
  readonly twiml?: string;
}

const shared = {
  callerId: z.string().max(40).optional(),
  message: keptProperty<Spoken>('TransferDestinationNumber', 'message').optional(),
  description: z.string().optional(),
  transferPlan: keptProperty<TransferPlan>('TransferDestinationNumber', 'transferPlan').optional(),
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

/** Another assistant of the same squad, of which there are none here. Source: OpenAPI `TransferDestinationAssistant`. */
export const SquadMember = z.strictObject({
  type: z.literal('assistant'),
  assistantName: z.string(),
  message: keptProperty<Spoken>('TransferDestinationNumber', 'message').optional(),
  description: z.string().optional(),
  transferMode: keptProperty('TransferDestinationAssistant', 'transferMode').optional(),
});

/** Where a call can be transferred to. Source: OpenAPI `TransferDestinationNumber`, `TransferDestinationSip`. */
export const TransferDestination = z.discriminatedUnion('type', [Number, Sip]);

export type TransferDestination = z.infer<typeof TransferDestination>;
