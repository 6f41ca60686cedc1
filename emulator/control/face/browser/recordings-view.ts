import { get, type CallRow, type RecordingRow } from './api';
import { brief, clockTime, facts, h, titled } from './dom';
import { listing } from './listing';
import type { Row } from './view';

let names: ReadonlyMap<string, string> = new Map();

const nameOf = ({ callSid }: RecordingRow): string => names.get(callSid) ?? brief(callSid);

function row(recording: RecordingRow): Row {
  const { sid, source, status, startedAtMs, durationSeconds } = recording;
  return {
    key: sid,
    title: nameOf(recording),
    note: status,
    below: `${clockTime(startedAtMs)}  ${durationSeconds} s  ${source}  ${brief(sid)}`,
    tone: ({ 'in-progress': 'busy', paused: 'busy', absent: 'bad' }[status] as Row['tone']) ?? 'plain',
    search: nameOf(recording) + JSON.stringify(recording),
  };
}

/** The emulator keeps no sound, but the file is there for a program that fetches it. */
function fetching({ sid, mediaUrl }: RecordingRow): HTMLElement {
  if (mediaUrl === null) return h('p', { class: 'dim' }, 'The file is there once the recording is complete.');
  return h(
    'div',
    {},
    h('pre', { tabindex: 0 }, `curl -u "$ACCOUNT_SID:$AUTH_TOKEN" -o ${sid}.wav \\\n  ${mediaUrl}`),
    h('p', { class: 'dim' }, 'A WAV file as long as the recording, and silent.'),
  );
}

export const recordingsView = listing<RecordingRow>({
  name: 'Recordings',
  empty: 'Nothing was recorded yet.',
  async list() {
    const { calls } = await get<{ calls: CallRow[] }>('calls');
    names = new Map(calls.map(({ sid, from, to }) => [sid, `${from} → ${to}`]));
    return (await get<{ recordings: RecordingRow[] }>('recordings')).recordings;
  },
  row,
  detail(recording) {
    const { sid, callSid, conferenceSid, source, channels, status, startedAtMs, durationSeconds } = recording;
    return [
      h('h2', {}, `Recording of ${nameOf(recording)}`),
      facts([
        ['SID', sid],
        ['status', status],
        ['length', `${durationSeconds} s`],
        ['channels', channels],
        ['source', source],
        ['began', clockTime(startedAtMs)],
        ['call', h('a', { href: `#calls/${callSid}` }, callSid)],
        ['conference', conferenceSid && h('a', { href: `#conferences/${conferenceSid}` }, conferenceSid)],
      ]),
      titled('Fetch it', fetching(recording)),
    ];
  },
  isGrowing: ({ status }) => status === 'in-progress',
});
