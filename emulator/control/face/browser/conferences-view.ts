import { get, type ConferenceRow } from './api';
import { brief, clockTime, facts, h, moments, titled } from './dom';
import { listing } from './listing';
import type { Row } from './view';

function row(conference: ConferenceRow): Row {
  const isOver = conference.status === 'completed';
  return {
    key: conference.sid,
    title: brief(conference.friendlyName),
    note: isOver ? conference.status : `${conference.status}, ${conference.participants.length} in it`,
    below: `${clockTime(conference.createdAtMs)}  ${isOver ? `${conference.endReason ?? ''}  ` : ''}${brief(conference.sid)}`,
    tone: isOver ? 'plain' : 'busy',
    search: JSON.stringify(conference),
  };
}

export const conferencesView = listing<ConferenceRow>({
  name: 'Conferences',
  empty: 'No conferences yet.',
  list: async () => (await get<{ conferences: ConferenceRow[] }>('conferences')).conferences,
  row,
  detail(conference) {
    const people = conference.participants.map(({ callSid, person, label, muted, hold, joinedAtMs }) => ({
      when: clockTime(joinedAtMs),
      who: h('a', { href: `#calls/${callSid}` }, person),
      what: [[label, muted ? 'muted' : '', hold ? 'on hold' : ''].filter(Boolean).join(', ')],
    }));
    const left = conference.left.map(({ callSid, person, label, leftAtMs, joinedAtMs, reason }) => ({
      when: clockTime(leftAtMs),
      who: h('a', { href: `#calls/${callSid}` }, person),
      what: [
        [label, joinedAtMs === null ? 'never came in' : `came ${clockTime(joinedAtMs)}`, reason]
          .filter(Boolean)
          .join(', '),
      ],
    }));
    return [
      h('h2', {}, conference.friendlyName),
      facts([
        ['SID', conference.sid],
        ['status', conference.status],
        ['ended because', conference.endReason],
        ['created', clockTime(conference.createdAtMs)],
      ]),
      titled('Who is in it', moments(people, 'Nobody.')),
      ...(left.length === 0 ? [] : [titled('Who has left it', moments(left, ''))]),
      h(
        'p',
        { class: 'links' },
        h('a', { href: `#journal?${conference.sid}` }, 'Journal of this conference'),
      ),
    ];
  },
});
