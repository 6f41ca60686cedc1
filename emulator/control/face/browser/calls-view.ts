import { get, type CallRow, type ConferenceRow, type Ledger, type QueueRow, type RecordingRow } from './api';
import { brief, clockTime, facts, h, titled } from './dom';
import { drawnLanes, lanesInWords } from './lanes';
import { listing } from './listing';
import { failedWebhooks, whatWentWrong, type Problem } from './problems';
import type { Row } from './view';

function isBad({ status, isLive, problems }: CallRow): boolean {
  return problems.length > 0 || (!isLive && status !== 'completed');
}

/** Why it never came to a talk. */
function unhappyEnd({ status, endedAtMs, endedBecause }: CallRow): Problem[] {
  if (endedAtMs === null || endedBecause === null || status === 'completed') return [];
  return [{ atMs: endedAtMs, who: status, what: endedBecause }];
}

function row(call: CallRow): Row {
  const seconds =
    call.endedAtMs === null ? '' : `, ${((call.endedAtMs - call.createdAtMs) / 1000).toFixed(1)} s`;
  return {
    key: call.sid,
    title: `${call.from} → ${call.to}`,
    note: call.status,
    below: `${clockTime(call.createdAtMs)}  ${call.direction}${seconds}  ${call.endedBecause ?? ''}  ${brief(call.sid)}`,
    tone: isBad(call) ? 'bad' : call.isLive ? 'busy' : 'plain',
    search: JSON.stringify(call),
  };
}

const SILENT = [h('p', { class: 'dim' }, 'Nothing was heard on this leg.')];

async function lanesOf(call: CallRow): Promise<Node[]> {
  if (call.direction !== 'inbound' && call.answeredAtMs === null) return SILENT;
  try {
    const ledger = await get<Ledger>(`ledger/${call.sid}`);
    const { longestSilence, overlapMs, bridges } = ledger.figures;
    return [
      titled('Who hears what', ...drawnLanes(ledger), lanesInWords(ledger)),
      titled(
        'Figures',
        facts([
          ['longest silence', `${longestSilence.asHeard?.ms ?? 0} ms`],
          ['AI and human at once', `${overlapMs} ms`],
          ...bridges.map(({ callSid, gapMs }) => [`bridge gap (${brief(callSid)})`, `${gapMs} ms`] as const),
        ]),
      ),
    ];
  } catch {
    return SILENT;
  }
}

const legLink = ({ sid, to, status }: CallRow): Node => h('a', { href: `#calls/${sid}` }, `${to}, ${status}`);

/** Who dialled it and whom it dialled. */
function relativesOf({ sid, parentCallSid }: CallRow, all: readonly CallRow[]): (readonly [string, Node])[] {
  return [
    ...all.filter((one) => one.sid === parentCallSid).map((one) => ['dialled by', legLink(one)] as const),
    ...all.filter((one) => one.parentCallSid === sid).map((one) => ['dialled', legLink(one)] as const),
  ];
}

/** Where the call is now and what was recorded of it. */
async function placesOf({ sid: callSid }: CallRow): Promise<(readonly [string, Node])[]> {
  const [{ queues }, { conferences }, { recordings }] = await Promise.all([
    get<{ queues: QueueRow[] }>('queues'),
    get<{ conferences: ConferenceRow[] }>('conferences'),
    get<{ recordings: RecordingRow[] }>('recordings'),
  ]);
  const isThis = (one: { readonly callSid: string }): boolean => one.callSid === callSid;
  return [
    ...queues
      .filter(({ members }) => members.some(isThis))
      .map(
        ({ sid, friendlyName }) => ['waits in', h('a', { href: `#queues/${sid}` }, friendlyName)] as const,
      ),
    ...conferences
      .filter(({ participants }) => participants.some(isThis))
      .map(
        ({ sid, friendlyName }) => ['is in', h('a', { href: `#conferences/${sid}` }, friendlyName)] as const,
      ),
    ...recordings
      .filter(isThis)
      .map(
        ({ sid, durationSeconds }) =>
          ['recording', h('a', { href: `#recordings/${sid}` }, `${durationSeconds} s`)] as const,
      ),
  ];
}

export const callsView = listing<CallRow>({
  name: 'Calls',
  empty: 'No calls yet. Make one: POST /_emulator/people/+15550100900/calls',
  list: async () => (await get<{ calls: CallRow[] }>('calls')).calls,
  row,
  async detail(call, all) {
    return [
      h('h2', {}, `${call.from} → ${call.to}`),
      ...whatWentWrong([
        ...unhappyEnd(call),
        ...call.problems.map(({ atMs, kind, what }) => ({ atMs, who: kind, what })),
        ...(await failedWebhooks(call.sid)),
      ]),
      ...(await lanesOf(call)),
      titled(
        'Call',
        facts([
          ['SID', call.sid],
          ['status', call.status],
          ['ended because', call.endedBecause],
          ['direction', call.direction],
          ['answered by', call.answeredBy],
          ['began', clockTime(call.createdAtMs)],
          ['ended', call.endedAtMs === null ? null : clockTime(call.endedAtMs)],
          ...relativesOf(call, all),
          ...(await placesOf(call)),
        ]),
      ),
      h(
        'p',
        { class: 'links' },
        h('a', { href: `#webhooks?${call.sid}` }, 'Webhooks of this call'),
        h('a', { href: `#journal?${call.sid}` }, 'Journal of this call'),
      ),
    ];
  },
  isGrowing: ({ isLive }) => isLive,
});
