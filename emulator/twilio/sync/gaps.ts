import { assumed, documented, type Gaps } from '../../core/gap';

const LIMITS = 'https://www.twilio.com/docs/sync/limits';

export const SYNC_GAPS: Gaps = {
  missing: [
    ...documented(
      'https://www.twilio.com/docs/sync/sdks',
      'Of the connection of `twilio-sync`: live and instant queries (`tr-worker` and other indexes that Flex keeps): refused with 501, which the SDK throws as a `SyncError`. What `list({purpose})` says is not kept.',
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
      'Expired objects are collected 30 s late, all alike, unless the setting `collectedLateMs` says otherwise.',
    ),
    ...documented(
      'https://www.twilio.com/docs/sync/api/document-resource',
      'Every read sees the last write unless the setting `staleReadsMs` says otherwise.',
    ),
  ],
  assumed: assumed(
    'A message of a stream reaches every other endpoint that is subscribed, not the one that published it; of streams only messages are told to webhooks.',
    '200 operations may come at once after a pause (a window of 10 s).',
    'Revisions are whole numbers from 0; a deleted and recreated object begins at 0 again.',
    'An expired object or item is removed without an event and without a webhook.',
    'A key with a slash can be created, but no path leads to it.',
    'An update with `Ttl=0` lets the object live for ever.',
    'A token that is about to expire is announced three minutes ahead, or at once; at its end the connection is closed with 410. A new token must be for the same identity and service.',
    'Where permissions count, every identity may create objects, and may do everything with those that it made.',
    'Changes are numbered from 0 for each object; the last 1,000 are sent again to whoever missed them. Who makes a change hears of it after the answer.',
    'A map that is opened together with its items comes with the first 50. The context of a list is what it was made with from a browser, else empty, and never changes.',
    'What a page keeps of what it has opened (`offline_storage`) is for one service and identity; it is found again until the emulator is started anew or restored.',
    'Whoever follows an object and knows more changes of it than there are is told that it is gone: a snapshot was restored.',
    'With ReachabilityDebouncingEnabled every connection is told at once all the same, the end of one of several of an identity never.',
    'Webhooks for new times to live of maps and lists do not exist; `ItemData` of a removed item is what it held.',
  ),
};
