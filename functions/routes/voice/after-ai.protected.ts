import { apologizeToCaller } from '../../apologies';
import { route } from '../../route';
import { callRequest, countOf, textOf } from '../../requests/twilio';
import { afterAi } from '../../usecases/after-ai';

/** The AI's media stream closed and the call lives on. */
export const handler = route(
  'voice/after-ai',
  async ({ ports, event }) => {
    const request = { ...callRequest(event), leg: textOf(event, 'leg'), after: countOf(event, 'n') };
    return { voice: await afterAi(ports, request) };
  },
  { failed: apologizeToCaller },
);
