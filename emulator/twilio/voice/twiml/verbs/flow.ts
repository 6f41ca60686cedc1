import { httpMethod } from '../../core';
import { textOf } from '../document';
import type { Verb } from '../stage';
import { resolveUrl } from '../stage';

/** https://www.twilio.com/docs/voice/twiml/redirect */
export const redirect: Verb = async (stage, element) => ({
  url: resolveUrl(stage, textOf(element)),
  method: httpMethod(element.attributes.method),
});

/** https://www.twilio.com/docs/voice/twiml/hangup; as the first verb it answers the call all the same. */
export const hangup: Verb = async ({ call }) => {
  call.end('completed', 'Hangup');
  return 'next';
};

/** https://www.twilio.com/docs/voice/twiml/reject; only a ringing inbound call can be rejected, a later Reject does nothing. */
export const reject: Verb = async ({ call }, element) => {
  if (call.direction === 'inbound' && call.status === 'ringing') {
    call.end(element.attributes.reason === 'busy' ? 'busy' : 'no-answer', 'Reject');
  }
  return 'next';
};
