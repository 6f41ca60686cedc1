import { z } from 'zod';
import { resourceClass } from '../../provider-kit/resource-class';
import { json } from '../codecs';
import { restResource } from '../rest-resource';
import { sid } from '../sids';
import { containerInputs, containerSame } from './container';

export const document = restResource({
  type: 'twilio:sync:Document',
  doc: 'A Sync document. Its data is what the program says; leave data out where others write it. https://www.twilio.com/docs/sync/api/document-resource',
  host: 'sync.twilio.com',
  collection: '/v1/Services/{serviceSid}/Documents',
  list: 'documents',
  naturalKey: 'uniqueName',
  immutable: ['uniqueName'],
  codecs: { data: json },
  same: containerSame,
  inputs: z.strictObject({
    ...containerInputs,
    data: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('An object of at most 16 KiB as JSON. Default {}. https://www.twilio.com/docs/sync/limits'),
  }),
  outputs: z.object({ sid: sid('ET').describe('SID of the document') }),
});

export class Document extends resourceClass(document) {}
