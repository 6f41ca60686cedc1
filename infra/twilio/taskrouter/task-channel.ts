import { z } from 'zod';
import { resourceClass } from '../../provider-kit/resource-class';
import { restResource } from '../rest-resource';
import { sid } from '../sids';

const word = z
  .string()
  .regex(/^[A-Za-z_$][A-Za-z0-9_$ ]{0,63}$/, 'letters, digits and underscores, no hyphens');

export const taskChannel = restResource({
  type: 'twilio:taskrouter:TaskChannel',
  doc: 'A kind of task with its own capacity. https://www.twilio.com/docs/taskrouter/api/task-channel',
  host: 'taskrouter.twilio.com',
  collection: '/v1/Workspaces/{workspaceSid}/TaskChannels',
  list: 'channels',
  naturalKey: 'uniqueName',
  immutable: ['uniqueName'],
  inputs: z.strictObject({
    workspaceSid: sid('WS').describe(
      'The workspace. Cannot be changed. https://www.twilio.com/docs/taskrouter/api/task-channel',
    ),
    friendlyName: word.describe(
      'Name for people. No hyphens. https://www.twilio.com/docs/taskrouter/api/task-channel',
    ),
    uniqueName: word.describe(
      'Name for programs; a workspace has default, voice, sms, chat and video from the start. Cannot be changed. https://www.twilio.com/docs/taskrouter/api/task-channel',
    ),
    channelOptimizedRouting: z
      .boolean()
      .default(false)
      .describe(
        'Workers with the most free capacity on this channel come first. Default false. https://www.twilio.com/docs/taskrouter/api/task-channel',
      ),
  }),
  outputs: z.object({ sid: sid('TC').describe('SID of the channel') }),
});

export class TaskChannel extends resourceClass(taskChannel) {}
