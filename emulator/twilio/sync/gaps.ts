import { assumed, documented, type Gaps } from '../../core/gap';

const LIMITS = 'https://www.twilio.com/docs/sync/limits';

export const SYNC_GAPS: Gaps = {
  missing: [
    ...documented('https://www.twilio.com/docs/sync/api/stream-resource', 'Message streams.'),
    ...documented(
      'https://www.twilio.com/docs/sync/sdks',
      'Of the connection of `twilio-sync`: streams, live queries and the contexts of lists.',
    ),
    ...documented(LIMITS, 'The limit of 1,000,000 items in a map or list.'),
  ],
  simpler: [
    ...documented(
      LIMITS,
      'A write between 1 and 10 KiB costs as many of the 20 operations a second as it has KiB.',
    ),
    ...documented(
      'https://www.twilio.com/docs/sync/objects-ttl',
      'Expired objects are gone at once unless the setting `collectedLateMs` says otherwise; the same lateness for all.',
    ),
    ...documented(
      'https://www.twilio.com/docs/sync/api/document-resource',
      'Every read sees the last write unless the setting `staleReadsMs` says otherwise.',
    ),
  ],
  assumed: assumed(
    '200 operations may come at once after a pause (a window of 10 s).',
    'Revisions are whole numbers from 0; a deleted and recreated object begins at 0 again.',
    'An expired object or item is removed without an event and without a webhook.',
    'A key with a slash can be created, but no path leads to it.',
    'An update with `Ttl=0` lets the object live for ever.',
  ),
};
