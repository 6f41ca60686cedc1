import { served, type Coverage } from './coverage';

/** Many members that one test shows. */
function all(test: string, ...members: readonly string[]): Coverage {
  return Object.fromEntries(members.map((member) => [member, served(test)]));
}

/** Members that answer with the SDK's own error, or events that never come. */
function none(...members: readonly string[]): Coverage {
  return Object.fromEntries(members.map((member) => [member, { state: '501' }]));
}

const OPENING = (kind: string): string =>
  `sync-socket: opening a ${kind} new, existing or whichever there is, by name or SID, for a time or until it is removed`;
const CLOSED = 'sync-socket: what is closed is followed no more, and fresh when it is opened again';

/** `twilio-sync`, https://www.twilio.com/docs/sync/sdks. */
const SYNC_SDK: Coverage = {
  ...all(OPENING('document'), 'Client.document', 'SyncDocument.setTtl', 'SyncDocument.removeDocument'),
  ...all(OPENING('map'), 'Client.map', 'SyncMap.setTtl', 'SyncMap.removeMap'),
  ...all(OPENING('list'), 'Client.list', 'SyncList.setTtl', 'SyncList.removeList'),
  ...all(OPENING('stream'), 'Client.stream', 'SyncStream.removeStream'),
  ...all(CLOSED, 'SyncDocument.close', 'SyncMap.close', 'SyncList.close', 'SyncStream.close'),
  ...all(
    'sync-socket: documents one is made in the browser, and REST sees it with its author',
    ...['SyncDocument.set', 'SyncDocument.update'],
  ),
  ...all(
    'sync-socket: documents two who change the same revision both succeed, one after the other',
    'SyncDocument.mutate',
  ),
  ...all(
    'sync-socket: documents a change by REST arrives as an event, its removal too',
    ...['SyncDocument#updated', 'SyncDocument#removed'],
  ),
  ...all(
    'sync-socket: maps items are set, changed, listed page by page and removed',
    ...['SyncMap.set', 'SyncMap.get', 'SyncMap.getItems', 'SyncMap.update'],
    ...['SyncMap.remove', 'Paginator.nextPage'],
  ),
  ...all(
    'sync-socket: maps one of two who set an absent item gets the other’s into his hands',
    'SyncMap.mutate',
  ),
  ...all(
    'sync-socket: maps changes by REST arrive in order',
    ...['SyncMap#itemAdded', 'SyncMap#itemUpdated', 'SyncMap#itemRemoved', 'SyncMap#removed'],
  ),
  ...all(
    'sync-socket: an item lives as long as its browser says',
    ...['SyncMap.setItemTtl', 'SyncList.setItemTtl', 'SyncList.set'],
  ),
  ...all('sync-socket: lists: both who change an item succeed, and no change is none', 'SyncList.mutate'),
  ...all(
    'sync-socket: lists: items come page by page in either order, from an index on',
    ...['SyncList.getItems', 'Paginator.prevPage'],
  ),
  ...all('sync-socket: lists: a context is given when the list is made', 'SyncList.getContext'),
  ...all(
    'sync-socket: lists: items are pushed, changed and removed from both sides',
    ...['SyncList.push', 'SyncList.update', 'SyncList.remove', 'SyncList.get'],
    ...['SyncList#itemAdded', 'SyncList#itemUpdated', 'SyncList#itemRemoved', 'SyncList#removed'],
  ),
  ...all(
    'sync-socket: streams a message reaches those who listen, from a browser and by REST, and nobody twice',
    ...['SyncStream.publishMessage', 'SyncStream.setTtl'],
    ...['SyncStream#messagePublished', 'SyncStream#removed'],
  ),
  ...all(
    'sync-socket-connections: tokens the end is announced, and a new token carries on without a break',
    ...['Client.updateToken', 'Client#tokenAboutToExpire'],
  ),
  ...all(
    'sync-socket-connections: tokens an expired one ends the connection until there is another',
    ...['Client.shutdown', 'Client#tokenExpired', 'Client#connectionStateChanged'],
  ),
  ...all(
    'sync-socket-connections: tokens bad ones are refused with Twilio’s codes',
    'Client#connectionError',
  ),
  ...none('Client.liveQuery', 'LiveQuery.getItems', 'LiveQuery.close', 'LiveQuery#itemUpdated'),
  ...none('LiveQuery#itemRemoved', 'InstantQuery.search', 'InstantQuery.subscribe', 'InstantQuery.getItems'),
  ...none('InstantQuery.updateIndexName', 'InstantQuery#searchResult', 'Client.instantQuery'),
};

const CHANNEL = 'worker-channel';
const SESSIONS = 'worker-channel-sessions';
const CALLS = 'worker-channel-calls';

/** `twilio-taskrouter`, https://www.twilio.com/docs/taskrouter/js-sdk-v2. */
const TASK_ROUTER_SDK: Coverage = {
  ...all(
    `${CHANNEL}: a worker signs in and knows who he is, his activities and his channels`,
    'Worker#ready',
  ),
  ...all(`${CHANNEL}: a worker calls out: the task is made for him`, 'Worker.createTask'),
  ...all(`${SESSIONS}: sessions closeExistingSessions ends the older ones`, 'Worker#disconnected'),
  ...all(`${SESSIONS}: sessions without it the worker stays as he is`, 'Worker.disconnect'),
  ...all(
    `${SESSIONS}: sessions a renewed token is used at once`,
    ...['Worker.setAttributes', 'Worker.updateToken', 'Worker#tokenUpdated'],
  ),
  ...all(
    `${SESSIONS}: sessions the socket ends with its token; a new token opens the next one`,
    'Worker#tokenExpired',
  ),
  ...all(`${CHANNEL}: an outdated version is refused when versions are checked`, 'Worker.fetchLatestVersion'),
  ...all(`${SESSIONS}: whom the channel refuses tokens that are no tokens or are for nobody`, 'Worker#error'),
  ...all(
    `${CHANNEL}: a rejection with an activity moves the worker and frees the task`,
    ...['Reservation.reject', 'Reservation#rejected', 'Worker#activityUpdated'],
  ),
  ...none('Worker#reservationFailed'),
  ...all(
    `${SESSIONS}: whom the channel refuses a worker changes nobody else's state, a supervisor does`,
    ...['Worker#attributesUpdated', 'Supervisor.setWorkerAttributes', 'Supervisor.setWorkerActivity'],
  ),
  ...all(`${CALLS}: a supervisor listens; a worker may not`, 'Supervisor.monitor'),
  ...all(
    `${CHANNEL}: a worker can come to work as he signs in, and give up what waits for him as he leaves`,
    'Activity.setAsCurrent',
  ),
  ...all(
    `${CHANNEL}: activity and attributes change from the browser, capacity and availability from the server`,
    ...['Channel#availabilityUpdated', 'Channel#capacityUpdated'],
  ),
  ...all(
    `${CHANNEL}: a reservation is seen, accepted, wrapped up and completed, and REST agrees at every step`,
    ...['Worker#reservationCreated', 'Reservation.accept', 'Reservation#accepted', 'Reservation#wrapup'],
    ...['Reservation#completed', 'Task.wrapUp', 'Task.complete'],
  ),
  ...all(
    `${CHANNEL}: a task is changed by the worker who has it, and tells of its end`,
    ...['Task.setAttributes', 'Task.setVirtualStartTime', 'Task.fetchLatestVersion', 'Task#canceled'],
    ...['Task#completed', 'Task#wrapup', 'Reservation.wrap', 'Reservation.complete'],
    ...['Reservation.fetchLatestVersion'],
  ),
  ...all(
    `${CHANNEL}: a task that is canceled, changed or too old is told to the worker who has it`,
    ...['Task#updated', 'Reservation#canceled'],
  ),
  ...all(
    `${CHANNEL}: a reservation that runs out, and one that another worker was quicker for, say so`,
    ...['Reservation#timeout', 'Reservation#rescinded'],
  ),
  ...all(
    `${CHANNEL}: transfer to a queue: one who rejects it is followed by the next`,
    'Task.transfer',
    'Task#transferInitiated',
  ),
  ...all(
    `${CHANNEL}: warm transfer to another worker whoever started it can take it back`,
    'OutgoingTransfer.cancel',
  ),
  ...all(
    `${CALLS}: holds the customer, mutes himself and may end the conference by leaving`,
    ...['Task.updateParticipant', 'Reservation.conference', 'Reservation.updateParticipant'],
  ),
  ...all(
    `${CALLS}: a warm transfer holds the customer until somebody takes him back; a worker is held and thrown out`,
    ...['Task.hold', 'Task.kick'],
  ),
  ...all(
    `${CALLS}: calls a worker by a page of his own, and sends a call there`,
    ...['Reservation.call', 'Reservation.redirect'],
  ),
  ...all(`${CALLS}: takes the caller of the task out of the queue`, 'Reservation.dequeue'),
  ...all(
    `${SESSIONS}: a workspace lists its workers and queues`,
    ...['Workspace.fetchWorkers', 'Workspace.fetchWorkersInfo', 'Workspace.fetchTaskQueues'],
  ),
  ...all(
    `${SESSIONS}: a workspace shows one worker, queue or task, by the token that it has`,
    ...['Workspace.fetchWorker', 'Workspace.fetchWorkerInfo', 'Workspace.fetchTaskQueue'],
    ...['Workspace.fetchTask', 'Workspace.updateToken'],
  ),
};

/** What the emulator has of each browser SDK: `Class.method` and `Class#event`, as the SDK's own types call them. */
export const SDK_COVERAGE: Readonly<Record<'twilio-taskrouter' | 'twilio-sync', Coverage>> = {
  'twilio-taskrouter': TASK_ROUTER_SDK,
  'twilio-sync': SYNC_SDK,
};
