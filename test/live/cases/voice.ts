import type { Case } from '../case';
import { outcome } from '../target';

const NOBODY = '0'.repeat(32);

/** What Voice says about calls that do not exist; no call is ever made. */
export const VOICE_CASES: readonly Case[] = [
  {
    title: 'calls and conferences that are not there',
    basis: 'documented',
    emulated: {
      'a call read': '404 / 20404',
      'a call moved': '404 / 20404',
      'a conference read': '404 / 20404',
      'a conference ended': '404 / 20404',
      'participants of an unknown conference': '404 / 20404',
    },
    observe: async ({ client }) => ({
      'a call read': await outcome(client.calls(`CA${NOBODY}`).fetch()),
      'a call moved': await outcome(client.calls(`CA${NOBODY}`).update({ twiml: '<Response/>' })),
      'a conference read': await outcome(client.conferences(`CF${NOBODY}`).fetch()),
      'a conference ended': await outcome(client.conferences(`CF${NOBODY}`).update({ status: 'completed' })),
      'participants of an unknown conference': await outcome(
        client.conferences(`CF${NOBODY}`).participants.list(),
      ),
    }),
  },
];
