import type { Journal, JournalEntry } from '../../../emulator/core/journal';
import { formSignatureText } from '../../../emulator/core/twilio-signature';
import type { Forwarded } from '../forward';

/** Of a day's work no more is kept in memory. */
const KEPT = 1000;

/** Not shown: they are secrets, and prove who asks. */
const SECRET_HEADERS = ['authorization', 'cookie', 'x-vapi-secret'];

/** What a browser asks for is no webhook. */
export function isWebhook({ method, path }: Forwarded): boolean {
  return method === 'POST' && !path.startsWith('/console');
}

/** Writes a webhook down as the local platform writes down those that it sends: the same page shows both. */
export function noteWebhook(journal: Journal, url: string, id: string, forwarded: Forwarded): void {
  const { method, path, headers, body, status, answer, tookMs } = forwarded;
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const isSigned = headers['x-twilio-signature'] !== undefined;
  journal.add('webhook.answered', {
    webhook: id,
    for: kindOf(path, body),
    url: url + path,
    method,
    requestHeaders: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        SECRET_HEADERS.includes(name) ? '(not shown)' : String(value),
      ]),
    ),
    requestBody: body,
    signatureBase: isSigned
      ? url + path + (isForm ? formSignatureText([...new URLSearchParams(body)]) : '')
      : undefined,
    status,
    answer,
    tookMs,
  });
  journal.entries.splice(0, journal.entries.length - KEPT);
}

/** `voice.inbound`, `taskrouter.assignment`; of Vapi's events the event. */
function kindOf(path: string, body: string): string {
  const name = (path.split('?')[0] ?? '').slice(1).replace('/', '.');
  return name === 'vapi.events' ? `vapi.${eventOf(body)}` : name;
}

function eventOf(body: string): string {
  try {
    const { message } = JSON.parse(body) as { message?: { type?: unknown } };
    return typeof message?.type === 'string' ? message.type : 'events';
  } catch {
    return 'events';
  }
}

/** A caller's leg, as far as its webhooks tell. */
export interface ToldCall {
  readonly sid: string;
  readonly from: string;
  readonly direction: 'inbound';
  readonly createdAtMs: number;
  readonly isLive: boolean;
}

const ENDED = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];

/** The calls that came in, the oldest first. What was refused, such as a forgery, tells nothing. */
export function callsOf(entries: readonly JournalEntry[]): ToldCall[] {
  const calls = new Map<string, ToldCall>();
  for (const { for: kind, requestBody, status, atMs, tookMs } of entries) {
    if (Number(status) >= 300) continue;
    const form = new URLSearchParams(String(requestBody));
    const sid = form.get('CallSid') ?? '';
    const known = calls.get(sid);
    if (kind === 'voice.inbound' && !known) {
      const createdAtMs = atMs - Number(tookMs);
      calls.set(sid, { sid, from: form.get('From') ?? '', direction: 'inbound', createdAtMs, isLive: true });
    }
    if (kind === 'voice.status' && known && ENDED.includes(form.get('CallStatus') ?? ''))
      calls.set(sid, { ...known, isLive: false });
  }
  return [...calls.values()];
}

/** A sentence that Vapi understood. */
export interface ToldWords {
  readonly who: 'own' | 'ai';
  readonly text: string;
}

/** What caller and AI said since this moment, in order, as Vapi tells; of a talk with a human it hears nothing. */
export function wordsOf(entries: readonly JournalEntry[], sinceMs: number): ToldWords[] {
  return entries.flatMap(({ for: kind, requestBody, status, atMs }) => {
    if (!String(kind).startsWith('vapi.transcript') || Number(status) >= 300 || atMs < sinceMs) return [];
    const { message } = JSON.parse(String(requestBody)) as {
      message: { role?: string; transcriptType?: string; transcript?: string };
    };
    if (message.transcriptType === 'partial' || !message.transcript) return [];
    return [{ who: message.role === 'user' ? 'own' : 'ai', text: message.transcript }];
  });
}
