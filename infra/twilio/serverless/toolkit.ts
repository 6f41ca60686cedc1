import type * as Toolkit from '@twilio-labs/serverless-api';

/** Twilio's deployment library, loaded only when something is deployed: it takes a good part of a second. */
export function toolkit(): Promise<typeof Toolkit> {
  return import('@twilio-labs/serverless-api');
}
