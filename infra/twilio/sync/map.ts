import { z } from 'zod';
import { resourceClass } from '../../provider-kit/resource-class';
import { restResource } from '../rest-resource';
import { sid } from '../sids';
import { containerInputs, containerSame } from './container';

export const map = restResource({
  type: 'twilio:sync:Map',
  doc: 'A Sync map; what programs write into it is not touched. https://www.twilio.com/docs/sync/api/map-resource',
  host: 'sync.twilio.com',
  collection: '/v1/Services/{serviceSid}/Maps',
  list: 'maps',
  naturalKey: 'uniqueName',
  immutable: ['uniqueName'],
  same: containerSame,
  inputs: z.strictObject(containerInputs),
  outputs: z.object({ sid: sid('MP').describe('SID of the map') }),
});

export class Map extends resourceClass(map) {}
