import { apologizeToCaller } from '../../apologies';
import { route } from '../../route';
import { agentLegOf, callRequest, sidOf, statusOf } from '../../requests/twilio';
import { afterBridge } from '../../usecases/after-bridge';

/** The caller's leg left the conference. */
export const handler = route(
  'voice/after-bridge',
  async ({ ports, event }) => {
    const request = {
      leg: agentLegOf(event),
      agentCall: sidOf(event, 'agentCall', 'CA'),
      caller: callRequest(event).caller,
      isCallOver: statusOf(event) !== 'in-progress',
    };
    return { voice: await afterBridge(ports, request) };
  },
  { failed: apologizeToCaller },
);
