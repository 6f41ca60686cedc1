import { apologizeToAgent } from '../../apologies';
import { route } from '../../route';
import { agentRequest, textOf } from '../../requests/twilio';
import { accept } from '../../usecases/accept';

/** The agent pressed a key, or none. `s` is the record as the whisper stored it. */
export const handler = route(
  'agent/accept',
  async ({ ports, event, note }) => {
    const digits = textOf(event, 'Digits');
    const request = {
      ...agentRequest(event),
      digits,
      snapshot: textOf(event, 's') || undefined,
    };
    note({ pressed: digits.slice(0, 1) });
    return { voice: await accept(ports, request) };
  },
  { failed: apologizeToAgent },
);
