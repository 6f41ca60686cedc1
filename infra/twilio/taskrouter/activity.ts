import { z } from 'zod';
import { resourceClass } from '../../provider-kit/resource-class';
import { restResource } from '../rest-resource';
import { friendlyName, sid } from '../sids';

export const activity = restResource({
  type: 'twilio:taskrouter:Activity',
  doc: 'What a worker is doing. https://www.twilio.com/docs/taskrouter/api/activity',
  host: 'taskrouter.twilio.com',
  collection: '/v1/Workspaces/{workspaceSid}/Activities',
  list: 'activities',
  naturalKey: 'friendlyName',
  immutable: ['available'],
  inputs: z.strictObject({
    workspaceSid: sid('WS').describe(
      'The workspace. Cannot be changed. https://www.twilio.com/docs/taskrouter/api/activity',
    ),
    friendlyName: friendlyName().describe(
      'Name, unique in the workspace. At most 64 characters. https://www.twilio.com/docs/taskrouter/api/activity',
    ),
    available: z
      .boolean()
      .default(false)
      .describe(
        'Workers in it get tasks. Default false; cannot be changed. https://www.twilio.com/docs/taskrouter/api/activity',
      ),
  }),
  outputs: z.object({ sid: sid('WA').describe('SID of the activity') }),
});

export class Activity extends resourceClass(activity) {}
