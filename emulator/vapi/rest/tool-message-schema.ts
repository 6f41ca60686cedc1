import { z } from 'zod';

const content = z.string().max(1000).optional();
const contents = z.array(z.looseObject({ text: z.string(), language: z.string().optional() })).optional();
const conditions = z
  .array(
    z.strictObject({
      operator: z.enum(['eq', 'neq', 'gt', 'gte', 'lt', 'lte']),
      param: z.string().max(1000),
      value: z.string().max(1000),
    }),
  )
  .optional();
const afterwards = {
  content,
  contents,
  conditions,
  role: z.enum(['assistant', 'system']).optional(),
  endCallAfterSpokenEnabled: z.boolean().optional(),
};

/** What is said around a tool's run. Source: OpenAPI `ToolMessageStart` and its siblings. */
export const ToolMessage = z.discriminatedUnion('type', [
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

export type ToolMessage = z.infer<typeof ToolMessage>;

/** Words as the API takes them: a text, or a message with one text or one for each language. */
export type Spoken =
  string | { readonly content?: string; readonly contents?: readonly { readonly text: string }[] };
