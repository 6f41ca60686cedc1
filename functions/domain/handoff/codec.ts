import * as z from 'zod/mini';
import { handoffSchema, type Handoff } from './record';

/** Of a record without a context to be stored: Sync budgets writes of more than 1 KiB tighter. Source: https://www.twilio.com/docs/sync/limits */
export const RECORD_LIMIT_BYTES = 1024;

/** A record and its revision as URL text: base64url of the JSON. Undefined for one that still holds a context. */
export function encodeSnapshot(handoff: Handoff, revision: string): string | undefined {
  if (handoff.todo.some((effect) => effect.do === 'store-context')) return undefined;
  return Buffer.from(JSON.stringify([revision, handoff]), 'utf8').toString('base64url');
}

const snapshotSchema = z.tuple([z.string(), handoffSchema]);

/** Undefined for anything that is no snapshot. */
export function decodeSnapshot(text: string): { value: Handoff; revision: string } | undefined {
  try {
    const parsed = snapshotSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return parsed.success ? { revision: parsed.data[0], value: parsed.data[1] } : undefined;
  } catch {
    return undefined;
  }
}
