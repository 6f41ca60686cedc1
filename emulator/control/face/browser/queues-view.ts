import { get, type QueueRow } from './api';
import { brief, clockTime, facts, h, moments, titled } from './dom';
import type { Row, View } from './view';

let queues: readonly QueueRow[] = [];

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

export const queuesView: View = {
  name: 'Queues',
  empty: 'No queues yet. <Enqueue> makes one, and so does POST /Queues.json.',
  async rows() {
    queues = (await get<{ queues: QueueRow[] }>('queues')).queues;
    return queues.map(row).reverse();
  },
  detail(key) {
    const queue = queues.find(({ sid }) => sid === key);
    if (!queue) return undefined;
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
  isGrowing: (key) => queues.some(({ sid, members }) => sid === key && members.length > 0),
};
