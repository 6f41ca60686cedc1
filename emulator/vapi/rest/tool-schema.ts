import { z } from 'zod';
import { keptChanges, keptObject, kindsOf } from '../openapi/kept';
import { Server } from './server-schema';

const content = z.string().max(1000).optional();
const contents = z.array(z.looseObject({ text: z.string(), language: z.string().optional() })).optional();
const conditions = z.array(z.looseObject({})).optional();
const afterwards = {
  content,
  contents,
  conditions,
  role: z.enum(['assistant', 'system']).optional(),
  endCallAfterSpokenEnabled: z.boolean().optional(),
};

const ToolMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('request-start'),
    content,
    contents,
    conditions,
    blocking: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('request-complete'), ...afterwards }),
  z.strictObject({ type: z.literal('request-failed'), ...afterwards }),
  z.strictObject({
    type: z.literal('request-response-delayed'),
    content,
    contents,
    conditions,
    timingMilliseconds: z.number().min(100).max(120_000).optional(),
  }),
]);

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

const FunctionTool = z.strictObject({
  type: z.literal('function'),
  async: z.boolean().optional(),
  function: FunctionDefinition.optional(),
  messages: z.array(ToolMessage).optional(),
  parameters: z.array(z.strictObject({ key: z.string(), value: z.unknown() })).optional(),
  rejectionPlan: z.looseObject({}).optional(),
  server: Server.optional(),
  variableExtractionPlan: z.looseObject({}).optional(),
});

const EndCallTool = z.strictObject({
  type: z.literal('endCall'),
  messages: z.array(ToolMessage).optional(),
  rejectionPlan: z.looseObject({}).optional(),
});

const served = { function: FunctionTool, endCall: EndCallTool };

/** Tools that are kept, and that the model does not call here. */
const OTHERS = [
  ...(['apiRequest', 'bash', 'code', 'computer', 'dtmf', 'handoff', 'mcp', 'query', 'sipRequest'] as const),
  ...(['slack.message.send', 'sms', 'textEditor', 'transferCall', 'voicemail'] as const),
  ...(['google.calendar.availability.check', 'google.calendar.event.create'] as const),
  ...(['google.sheets.row.append', 'gohighlevel.calendar.availability.check'] as const),
  ...([
    'gohighlevel.calendar.event.create',
    'gohighlevel.contact.create',
    'gohighlevel.contact.get',
  ] as const),
];
const changesOfOthers = kindsOf('/tool/{id}', 'patch');

export const Tool = z.discriminatedUnion('type', [
  FunctionTool,
  EndCallTool,
  keptObject('type', OTHERS, kindsOf('/tool', 'post')),
]);

/** A PATCH may name any field of the tool's own kind, and the kind itself only as it is. */
export function toolChanges({ type }: Tool): z.ZodType<Partial<Tool>> {
  const changes = Object.hasOwn(served, type)
    ? served[type as keyof typeof served].partial()
    : keptChanges(changesOfOthers[type] ?? {});
  return changes as z.ZodType<Partial<Tool>>;
}

export type Tool = z.infer<typeof Tool>;
export type FunctionTool = z.infer<typeof FunctionTool>;
export type ToolMessage = z.infer<typeof ToolMessage>;
