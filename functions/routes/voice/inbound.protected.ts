import { apologizeToCaller } from '../../apologies';
import { route } from '../../route';
import { callRequest } from '../../requests/twilio';
import { inbound } from '../../usecases/inbound';

/** The voice URL of our number: a call comes in. */
export const handler = route(
  'voice/inbound',
  async ({ ports, event }) => ({ voice: await inbound(ports, callRequest(event)) }),
  { failed: apologizeToCaller },
);
