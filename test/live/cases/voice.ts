import type { Case } from '../case';
import { outcome } from '../target';

const NOBODY = '0'.repeat(32);

/** What Voice says about calls that do not exist, and about queues without anybody in them; no call is ever made. */
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
  {
    title: 'queues of callers',
    basis: 'assumed',
    settles: ['A second queue of the same name'],
    emulated: {
      'a second one of the same name': '400 / 22003',
      'renamed to its own name': 'accepted',
      'its first member, where there is none': '404 / 20404',
    },
    observe: async ({ client: { queues }, prefix }) => {
      const friendlyName = `${prefix}queue`;
      const { sid } = await queues.create({ friendlyName });
      try {
        return {
          'a second one of the same name': await outcome(queues.create({ friendlyName })),
          'renamed to its own name': await outcome(queues(sid).update({ friendlyName })),
          'its first member, where there is none': await outcome(queues(sid).members('Front').fetch()),
        };
      } finally {
        // What cannot be deleted now is found by its name at the end of the run.
        await queues(sid)
          .remove()
          .catch(() => undefined);
      }
    },
  },
  {
    title: 'what an API key may read',
    basis: 'assumed',
    needsKey: true,
    settles: ['An API key may do everything'],
    emulated: {
      'the account': '401 / 20003',
      'a key that is not there': '404 / 20404',
      workspaces: 'accepted',
    },
    observe: async ({ keyed }) => {
      if (!keyed) throw new Error('no API key');
      return {
        'the account': await outcome(keyed.api.v2010.accounts(keyed.accountSid).fetch()),
        'a key that is not there': await outcome(keyed.keys(`SK${NOBODY}`).fetch()),
        workspaces: await outcome(keyed.taskrouter.v1.workspaces.list({ limit: 1 })),
      };
    },
  },
];
