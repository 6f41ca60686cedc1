import { apologizeToCaller } from '../../apologies';
import { viaSchema } from '../../domain/handoff/outcome';
import { route } from '../../route';
import { callRequest, countOf, textOf } from '../../requests/twilio';
import { hold } from '../../usecases/hold';

/** One turn of the loop in which a caller waits outside the AI. */
export const handler = route(
  'voice/hold',
  async ({ ports, event }) => {
    const via = viaSchema.safeParse(event.via);
    const request = {
      ...callRequest(event),
      turn: countOf(event, 'turn'),
      via: via.success ? via.data : undefined,
      after: countOf(event, 'n'),
      leg: textOf(event, 'leg'),
    };
    return { voice: await hold(ports, request) };
  },
  { failed: apologizeToCaller },
);
