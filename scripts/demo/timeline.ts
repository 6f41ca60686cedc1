import type { JournalEntry } from '../../emulator/core/journal';
import type { HeardSpan, LegRecord } from '../../emulator/twilio/voice/ledger/audio-ledger';
import type { TimelineEvent } from './result';
import type { Stage } from './stage';

/** What happened on a stage, in order: who says what and hears whom, and what the platform and the handoff did. */
export function timelineOf(stage: Stage): TimelineEvent[] {
  const record = stage.world.emulator.voice.ledger.record();
  const legs = record.legs.filter(({ fromMs }) => fromMs >= stage.startedAtMs);
  const events = [
    ...legs.flatMap((leg) => spoken(stage, leg)),
    ...legs.flatMap((leg) => heard(stage, leg)),
    ...connections(stage, legs, record.paths),
    ...stage.entries().flatMap((entry) => happened(stage, entry) ?? []),
  ];
  return events
    .map((event, index) => ({ event, index }))
    .sort((a, b) => a.event.atMs - b.event.atMs || a.index - b.index)
    .map(({ event }) => ({ ...event, atMs: event.atMs - stage.startedAtMs }));
}

function spoken(stage: Stage, leg: LegRecord): TimelineEvent[] {
  return leg.does
    .filter(({ does }) => does === 'speaking')
    .map(({ fromMs, text }) => ({ atMs: fromMs, who: stage.who(leg.person), event: `says “${text ?? ''}”` }));
}

/** Words between two people stand once, where they are said. */
function heard(stage: Stage, leg: LegRecord): TimelineEvent[] {
  return leg.hears
    .filter(({ source }) => source !== 'human')
    .filter((span, index, all) => !continues(span, all.slice(0, index)))
    .map(({ fromMs, source, text }) => ({
      atMs: fromMs,
      who: stage.who(leg.person),
      event:
        text === undefined || source === 'ambience'
          ? `hears ${SOUNDS[source]}`
          : `hears ${SOUNDS[source]} “${text}”`,
    }));
}

const SOUNDS: Readonly<Record<HeardSpan['source'], string>> = {
  ai: 'the AI:',
  human: 'a person:',
  announcement: 'an announcement:',
  keys: 'keys:',
  music: 'music',
  ring: 'ringing',
  ambience: 'the AI’s background sound',
};

/** A sound that goes on where the same sound just ended is one sound. */
function continues(span: HeardSpan, earlier: readonly HeardSpan[]): boolean {
  const isSteady = span.source === 'music' || span.source === 'ambience' || span.source === 'ring';
  return isSteady && earlier.some(({ source, toMs }) => source === span.source && span.fromMs - toMs <= 1000);
}

function connections(
  stage: Stage,
  legs: readonly LegRecord[],
  paths: readonly {
    readonly fromMs: number;
    readonly toMs: number;
    readonly from: string;
    readonly to: string;
  }[],
): TimelineEvent[] {
  const name = (callSid: string): string | undefined => {
    const leg = legs.find((one) => one.callSid === callSid);
    return leg && stage.who(leg.person);
  };
  return paths.flatMap(({ fromMs, toMs, from, to }) => {
    const [speaker, listener] = [name(from), name(to)];
    if (speaker !== 'caller' || listener === undefined) return [];
    return [
      { atMs: fromMs, who: 'caller', event: `is connected with ${listener}` },
      { atMs: toMs, who: 'caller', event: `is no longer connected with ${listener}` },
    ];
  });
}

type Telling = (entry: JournalEntry, stage: Stage) => Omit<TimelineEvent, 'atMs'> | undefined;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const worker = (entry: JournalEntry): string => text(entry['worker_name']);

const TELLINGS: Readonly<Record<string, Telling>> = {
  'call.initiated': (entry, stage) =>
    entry['direction'] === 'inbound'
      ? { who: 'caller', event: 'dials the number' }
      : { who: stage.who(text(entry['to'])), event: 'is called' },
  'call.ended': (entry, stage) => ({
    who: legOf(stage, entry),
    event: `line ends (${text(entry['status'])}, ${text(entry['how'])})`,
  }),
  'call.digit': (entry, stage) => ({ who: legOf(stage, entry), event: `presses ${text(entry['digit'])}` }),
  'call.redirected': () => ({ who: 'handoff', event: 'moves the caller’s leg' }),
  'ai.leg.started': () => ({ who: 'ai', event: 'has the caller on the line' }),
  'ai.leg.ended': (entry) => ({ who: 'ai', event: `leg ended (${text(entry['reason'])})` }),
  'ai.tool-call': (entry) => ({ who: 'ai', event: `calls the tool ${text(entry['name'])}` }),
  'ai.control': (entry) => ({ who: 'handoff', event: `tells the AI: ${controlOf(entry['message'])}` }),
  'ai.report': (entry) => ({
    who: 'vapi',
    event: `end-of-call report (${entry['isFinal'] === true ? 'final' : 'premature'})`,
  }),
  'ai.forwarding': () => ({ who: 'vapi', event: 'transfers the call' }),
  'task.created': () => ({ who: 'handoff', event: 'asks TaskRouter for a human (task created)' }),
  'task.canceled': (entry) => ({
    who: 'twilio',
    event: `task canceled: ${text(entry['task_canceled_reason'])}`,
  }),
  'task.completed': (entry) => ({
    who: 'twilio',
    event: `task completed: ${text(entry['task_completed_reason'])}`,
  }),
  'reservation.created': (entry) => ({ who: 'twilio', event: `reserves ${worker(entry)}` }),
  'reservation.accepted': (entry) => ({ who: 'twilio', event: `reservation of ${worker(entry)} accepted` }),
  'reservation.rejected': (entry) => ({ who: 'twilio', event: `reservation of ${worker(entry)} rejected` }),
  'reservation.timeout': (entry) => ({ who: 'twilio', event: `reservation of ${worker(entry)} timed out` }),
  'reservation.canceled': (entry) => ({ who: 'twilio', event: `reservation of ${worker(entry)} canceled` }),
  'webhook.lost': (entry) => ({ who: 'twilio', event: `a webhook is lost: ${text(entry['for'])}` }),
  'webhook.answered': (entry) => {
    const status = Number(entry['status']);
    if (status >= 200 && status < 400) return undefined;
    const what = text(entry['error']) || String(status);
    return { who: 'twilio', event: `a webhook to ${new URL(text(entry['url'])).pathname} ends with ${what}` };
  },
};

function happened(stage: Stage, entry: JournalEntry): TimelineEvent | undefined {
  const told = TELLINGS[entry.kind]?.(entry, stage);
  return told && { atMs: entry.atMs, ...told };
}

function legOf(stage: Stage, entry: JournalEntry): string {
  const leg = stage.world.emulator.voice.ledger
    .record()
    .legs.find(({ callSid }) => callSid === entry['callSid']);
  return leg ? stage.who(leg.person) : 'an agent';
}

function controlOf(message: unknown): string {
  const { type, control, content } = (message ?? {}) as Readonly<Record<string, unknown>>;
  return [type, control, content].filter((part) => typeof part === 'string').join(' ');
}
