import { get, type QueueRow } from './api';
import { brief, clockTime, facts, h, moments, titled } from './dom';
import { listing } from './listing';
import type { Row } from './view';

function row(queue: QueueRow): Row {
  const waiting = queue.members.length;
  const longest = queue.members[0]?.waitedSeconds ?? 0;
  return {
    key: queue.sid,
    title: queue.friendlyName,
    note: waiting === 0 ? 'nobody waits' : `${waiting} ${waiting === 1 ? 'waits' : 'wait'}`,
    below: `${clockTime(queue.createdAtMs)}  ${waiting === 0 ? '' : `longest ${longest} s  `}${brief(queue.sid)}`,
    tone: waiting === 0 ? 'plain' : 'busy',
    search: JSON.stringify(queue),
  };
}

export const queuesView = listing<QueueRow>({
  name: 'Queues',
  empty: 'No queues yet. <Enqueue> makes one, and so does POST /Queues.json.',
  list: async () => (await get<{ queues: QueueRow[] }>('queues')).queues,
  row,
  detail(queue) {
    const waiting = queue.members.map(({ callSid, person, taskSid, waitedSeconds }, index) => ({
      when: `${index + 1}.`,
      who: h('a', { href: `#calls/${callSid}` }, person),
      what: [
        `${waitedSeconds} s `,
        taskSid === null ? undefined : h('a', { href: `#tasks/${taskSid}` }, 'its task'),
      ],
    }));
    return [
      h('h2', {}, queue.friendlyName),
      facts([
        ['SID', queue.sid],
        ['room for', `${queue.maxSize} callers`],
        ['average wait', `${queue.averageWaitSeconds} s`],
        ['created', clockTime(queue.createdAtMs)],
      ]),
      titled('Who waits', moments(waiting, 'Nobody.')),
    ];
  },
  isGrowing: ({ members }) => members.length > 0,
});
