import { z } from 'zod';
import { sameMeaning } from '../../provider-kit/meaning';
import { sid } from '../sids';

/** Inputs that documents, maps and lists have in common. */
export const containerInputs = {
  serviceSid: sid('IS').describe('The Sync service. Cannot be changed. https://www.twilio.com/docs/sync/api'),
  uniqueName: z
    .string()
    .min(1)
    .max(320)
    .describe(
      'Name, unique in the service. At most 320 characters; cannot be changed. https://www.twilio.com/docs/sync/limits',
    ),
  ttl: z
    .number()
    .int()
    .min(0)
    .max(31_536_000)
    .default(0)
    .describe(
      'Seconds until the object is removed, at most 31,536,000. Default 0: never. https://www.twilio.com/docs/sync/objects-ttl',
    ),
};

/** Sync answers when an object expires, not the time to live that was asked for. */
export const containerSame = {
  ttl: (a: unknown, b: unknown) => a === undefined || b === undefined || sameMeaning(a, b),
};
