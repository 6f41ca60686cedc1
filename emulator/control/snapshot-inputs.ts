import { z } from 'zod';

const place = { turns: z.int().min(0), atMs: z.number(), ids: z.int().min(0), work: z.int().min(0) };
const headers = z.record(z.string(), z.string());

/** What came in since the beginning: `emulator/core/course/input.ts`. */
export const InputsSnapshot = z.array(
  z.discriminatedUnion('kind', [
    z.strictObject({
      ...place,
      kind: z.literal('request'),
      method: z.string(),
      path: z.string(),
      headers,
      body: z.union([z.strictObject({ text: z.string() }), z.strictObject({ base64: z.string() })]),
      asker: z.enum(['waited', 'gave-up']).optional(),
    }),
    z.strictObject({
      ...place,
      kind: z.literal('answer'),
      webhook: z.string(),
      status: z.int(),
      headers,
      body: z.string(),
      error: z.enum(['timeout', 'connection', 'reset']).optional(),
    }),
    z.strictObject({
      ...place,
      kind: z.literal('socket'),
      host: z.string(),
      deed: z.record(z.string(), z.unknown()),
    }),
  ]),
);
