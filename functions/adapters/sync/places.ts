import type * as z from 'zod/mini';
import type { Decode, Place } from './items';

/**
 * Contexts are documents, as chatty writes need a budget of their own; sessions are, as no sweep looks at them. Both under
 * names that cannot be foreseen: who has a token of the service can make documents.
 */
export function documentPlace(serviceSid: string, kind: 'context' | 'session', ttlSeconds: number): Place {
  const documents = `/v1/Services/${serviceSid}/Documents`;
  return {
    collection: (key: string) => ({ path: documents, form: { UniqueName: `${kind}:${key}` } }),
    item: (key: string) => `${documents}/${kind}:${key}`,
    ttl: { Ttl: String(ttlSeconds) },
  };
}

export function of<S extends z.ZodMiniType>(schema: S): Decode<z.infer<S>> {
  return (data) => {
    const result = schema.safeParse(data);
    return result.success ? result.data : undefined;
  };
}
