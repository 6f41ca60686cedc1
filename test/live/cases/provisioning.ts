import type { Case } from '../case';
import { outcome } from '../target';
import { inWorkspace } from '../workspace';

const UNKNOWN = '0'.repeat(32);

/** What a workspace holds and what it refuses, without a single task. */
export const PROVISIONING_CASES: readonly Case[] = [
  {
    title: 'a new workspace',
    basis: 'documented',
    emulated: {
      activities: 'Available true, Offline false, Unavailable false',
      'default activity': 'Offline',
      'timeout activity': 'Offline',
      channels: 'chat, default, sms, video, voice',
      multitasking: 'true',
    },
    observe: (target) =>
      inWorkspace(target, async ({ workspace }) => {
        const { defaultActivityName, timeoutActivityName, multiTaskEnabled } = await workspace.fetch();
        const activities = await workspace.activities.list();
        const channels = await workspace.taskChannels.list();
        return {
          activities: activities
            .map(({ friendlyName, available }) => `${friendlyName} ${String(available)}`)
            .sort()
            .join(', '),
          'default activity': defaultActivityName,
          'timeout activity': timeoutActivityName,
          channels: channels
            .map(({ uniqueName }) => uniqueName)
            .sort()
            .join(', '),
          multitasking: String(multiTaskEnabled),
        };
      }),
  },
  {
    title: 'workers: created, listed in pages, changed, deleted',
    basis: 'documented',
    emulated: {
      'five in pages of two': 'w0, w1, w2, w3, w4',
      'the same name in capitals': '400 / 20001',
      'attributes that are no JSON': '400 / 20001',
      'attributes are replaced whole': '{"b":2}',
      'a deleted worker': '404 / 20404',
      'an unknown worker': '404 / 20404',
    },
    observe: (target) =>
      inWorkspace(target, async ({ workspace, aWorker }) => {
        const sids: string[] = [];
        for (let n = 0; n < 5; n += 1) sids.push(await aWorker(`w${n}`, { a: 1 }, 'Offline'));
        const [first = ''] = sids;
        const all = await workspace.workers.list({ pageSize: 2 });
        const changed = await workspace.workers(first).update({ attributes: '{"b":2}' });
        const answers = {
          'five in pages of two': all
            .map(({ friendlyName }) => friendlyName)
            .sort()
            .join(', '),
          'the same name in capitals': await outcome(aWorker('W1', {}, 'Offline')),
          'attributes that are no JSON': await outcome(
            workspace.workers.create({ friendlyName: 'x', attributes: '{' }),
          ),
          'attributes are replaced whole': changed.attributes,
        };
        await workspace.workers(first).remove();
        return {
          ...answers,
          'a deleted worker': await outcome(workspace.workers(first).fetch()),
          'an unknown worker': await outcome(workspace.workers(`WK${UNKNOWN}`).fetch()),
        };
      }),
  },
  {
    title: 'what cannot be deleted',
    basis: 'assumed',
    settles: ['Refused with 400 / 20001'],
    emulated: {
      'a queue that an idle workflow leads to': '400 / 20001',
      'an activity with a worker in it': '400 / 20001',
      'the default activity': '400 / 20001',
      'an available worker': '400 / 20001',
    },
    observe: (target) =>
      inWorkspace(target, async ({ workspace, activities, aQueue, aWorkflow, aWorker }) => {
        const queue = await aQueue('led-to');
        await aWorkflow({ default_filter: { queue } });
        const available = await aWorker('ana');
        const talking = await workspace.activities.create({ friendlyName: 'Talking', available: true });
        await workspace.workers.create({ friendlyName: 'ben', activitySid: talking.sid });
        return {
          'a queue that an idle workflow leads to': await outcome(workspace.taskQueues(queue).remove()),
          'an activity with a worker in it': await outcome(workspace.activities(talking.sid).remove()),
          'the default activity': await outcome(workspace.activities(activities['Offline'] ?? '').remove()),
          'an available worker': await outcome(workspace.workers(available).remove()),
        };
      }),
  },
  {
    title: 'workflows that are refused',
    basis: 'assumed',
    settles: ['Refused with 400 / 20001'],
    emulated: {
      'no JSON': '400 / 20001',
      'an unknown queue': '400 / 20001',
      'a filter that is no expression': '400 / 20001',
      'a target with bare names': '400 / 20001',
      'a skip_if with other names': '400 / 20001',
      'only a default filter': 'accepted',
      'numbers as text': 'accepted',
    },
    observe: (target) =>
      inWorkspace(target, async ({ workspace, aQueue, aWorkflow }) => {
        const queue = await aQueue('all');
        const targets = (more: object) => ({
          filters: [{ expression: '1==1', targets: [{ queue, ...more }] }],
        });
        return {
          'no JSON': await outcome(workspace.workflows.create({ friendlyName: 'x', configuration: '{' })),
          'an unknown queue': await outcome(aWorkflow({ default_filter: { queue: `WQ${UNKNOWN}` } })),
          'a filter that is no expression': await outcome(
            aWorkflow({ filters: [{ expression: 'level >', targets: [{ queue }] }] }),
          ),
          'a target with bare names': await outcome(aWorkflow(targets({ expression: 'level > 3' }))),
          'a skip_if with other names': await outcome(aWorkflow(targets({ skip_if: 'queue.length > 3' }))),
          'only a default filter': await outcome(aWorkflow({ default_filter: { queue } })),
          'numbers as text': await outcome(aWorkflow(targets({ priority: '10', timeout: '10' }))),
        };
      }),
  },
];
