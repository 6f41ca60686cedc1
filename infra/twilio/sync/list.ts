import { z } from 'zod';
import { resourceClass } from '../../provider-kit/resource-class';
import { restResource } from '../rest-resource';
import { sid } from '../sids';
import { containerInputs, containerSame } from './container';

export const list = restResource({
  type: 'twilio:sync:List',
  doc: 'A Sync list; what programs write into it is not touched. https://www.twilio.com/docs/sync/api/list-resource',
  host: 'sync.twilio.com',
  collection: '/v1/Services/{serviceSid}/Lists',
  list: 'lists',
  naturalKey: 'uniqueName',
  immutable: ['uniqueName'],
  same: containerSame,
  inputs: z.strictObject(containerInputs),
  outputs: z.object({ sid: sid('ES').describe('SID of the list') }),
});

export class List extends resourceClass(list) {}
