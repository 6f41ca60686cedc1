import { z } from 'zod';
import { keptChanges, keptObject, keptProperty, kindsOf } from '../openapi/kept';
import { SquadMember, TransferDestination } from './destination-schema';
import { HandoffDestination } from './handoff-schema';
import type { RejectionPlan } from './rejection-plan';
import { Server } from './server-schema';
import { ToolMessage } from './tool-message-schema';

const FunctionDefinition = z.strictObject({
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
  description: z.string().optional(),
  strict: z.boolean().optional(),
  parameters: z
    .looseObject({
      type: z.literal('object'),
      properties: z.record(z.string(), z.looseObject({})).optional(),
      required: z.array(z.string()).optional(),
    })
    .optional(),
});

const rejectionPlan = keptProperty<RejectionPlan>('CreateFunctionToolDTO', 'rejectionPlan').optional();

const FunctionTool = z.strictObject({
  type: z.literal('function'),
  async: z.boolean().optional(),
  function: FunctionDefinition.optional(),
  messages: z.array(ToolMessage).optional(),
  parameters: z.array(z.strictObject({ key: z.string(), value: z.unknown() })).optional(),
  rejectionPlan,
  server: Server.optional(),
  variableExtractionPlan: z.looseObject({}).optional(),
});

const builtIn = {
  messages: z.array(ToolMessage).optional(),
  rejectionPlan,
};

const EndCallTool = z.strictObject({ ...builtIn, type: z.literal('endCall') });

/** `function` is of the documentation: https://docs.vapi.ai/call-forwarding. */
const TransferCallTool = z.strictObject({
  ...builtIn,
  type: z.literal('transferCall'),
  function: FunctionDefinition.optional(),
  destinations: z.array(z.discriminatedUnion('type', [TransferDestination, SquadMember])).optional(),
});

const DtmfTool = z.strictObject({
  ...builtIn,
  type: z.literal('dtmf'),
  sipInfoDtmfEnabled: z.boolean().optional(),
});

const VoicemailTool = z.strictObject({
  ...builtIn,
  type: z.literal('voicemail'),
  beepDetectionEnabled: z.boolean().optional(),
});

const HandoffTool = z.strictObject({
  ...builtIn,
  type: z.literal('handoff'),
  function: FunctionDefinition.optional(),
  defaultResult: z.string().optional(),
  destinations: z.array(HandoffDestination).optional(),
});

const served = {
  function: FunctionTool,
  endCall: EndCallTool,
  transferCall: TransferCallTool,
  dtmf: DtmfTool,
  voicemail: VoicemailTool,
  handoff: HandoffTool,
};

/** Tools that are kept, and that the model does not call here. */
const OTHERS = [
  ...(['apiRequest', 'bash', 'code', 'computer', 'mcp', 'query', 'sipRequest'] as const),
  ...(['slack.message.send', 'sms', 'textEditor', 'google.sheets.row.append'] as const),
  ...(['google.calendar.availability.check', 'google.calendar.event.create'] as const),
  ...(['gohighlevel.calendar.availability.check', 'gohighlevel.calendar.event.create'] as const),
  ...(['gohighlevel.contact.create', 'gohighlevel.contact.get'] as const),
];
const changesOfOthers = kindsOf('/tool/{id}', 'patch');

export const Tool = z.discriminatedUnion('type', [
  FunctionTool,
  EndCallTool,
  TransferCallTool,
  DtmfTool,
  VoicemailTool,
  HandoffTool,
  keptObject('type', OTHERS, kindsOf('/tool', 'post')),
]);

/** Whether the model can call it here. */
export function isServed(tool: Tool): tool is ServedTool {
  return Object.hasOwn(served, tool.type);
}

/** A PATCH may name any field of the tool's own kind, and the kind itself only as it is. */
export function toolChanges({ type }: Tool): z.ZodType<Partial<Tool>> {
  const changes = Object.hasOwn(served, type)
    ? served[type as keyof typeof served].partial()
    : keptChanges(changesOfOthers[type] ?? {});
  return changes as z.ZodType<Partial<Tool>>;
}

export type Tool = z.infer<typeof Tool>;
export type FunctionTool = z.infer<typeof FunctionTool>;
export type TransferCallTool = z.infer<typeof TransferCallTool>;
export type HandoffTool = z.infer<typeof HandoffTool>;
export type ServedTool = FunctionTool | BuiltInTool;
/** A tool that Vapi itself runs, without asking anybody's server for the result. */
export type BuiltInTool = z.infer<
  typeof EndCallTool | typeof TransferCallTool | typeof DtmfTool | typeof VoicemailTool | typeof HandoffTool
>;
