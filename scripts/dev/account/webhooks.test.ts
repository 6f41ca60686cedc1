import { Journal } from '../../../emulator/core/journal';
import { callsOf, isWebhook, noteWebhook, wordsOf } from './webhooks';

const url = 'https://dev.example';
const [ann, ben] = [`CA${'a'.repeat(32)}`, `CA${'b'.repeat(32)}`];

function journalOf(...requests: (readonly [path: string, form: Record<string, string>, status: number])[]) {
  let nowMs = 1000;
  const journal = new Journal({ now: () => (nowMs += 500), after: () => () => undefined });
  for (const [index, [path, form, status]] of requests.entries()) {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      cookie: 'a=secret',
    };
    const body = new URLSearchParams(form).toString();
    noteWebhook(journal, url, `webhook-${index}`, {
      ...{ method: 'POST', path, headers, body, status, answer: '', tookMs: 100 },
    });
  }
  return journal;
}

describe('the webhooks of an account', () => {
  it('tell which calls came in, from when on, and whether they are live', () => {
    const { entries } = journalOf(
      ['/voice/inbound', { CallSid: ann, From: 'client:ann', CallStatus: 'ringing' }, 200],
      ['/voice/inbound', { CallSid: ben, From: '+15550100900', CallStatus: 'ringing' }, 200],
      ['/agent/status', { CallSid: ben, CallStatus: 'completed' }, 200],
      ['/voice/status', { CallSid: ann, CallStatus: 'completed' }, 200],
    );
    expect(callsOf(entries)).toEqual([
      { sid: ann, from: 'client:ann', direction: 'inbound', createdAtMs: 1400, isLive: false },
      { sid: ben, from: '+15550100900', direction: 'inbound', createdAtMs: 1900, isLive: true },
    ]);
  });

  it('tell nothing where they were refused', () => {
    expect(callsOf(journalOf(['/voice/inbound', { CallSid: ann }, 403]).entries)).toEqual([]);
    const forged = journalOf(
      ['/voice/inbound', { CallSid: ann }, 200],
      ['/voice/status', { CallSid: ann, CallStatus: 'completed' }, 403],
    );
    expect(callsOf(forged.entries)).toMatchObject([{ isLive: true }]);
  });

  it('tell what caller and AI said, once it is understood whole', () => {
    const journal = journalOf(['/voice/inbound', { CallSid: ann }, 200]);
    const said = (message: object, status = 200): void =>
      noteWebhook(journal, url, 'webhook', {
        ...{ method: 'POST', path: '/vapi/events', headers: {}, status, answer: '', tookMs: 1 },
        body: JSON.stringify({ message }),
      });
    said({ type: 'transcript', role: 'assistant', transcriptType: 'final', transcript: 'Hello.' });
    said({ type: 'transcript', role: 'user', transcriptType: 'partial', transcript: 'A hu' });
    said({ type: 'transcript[transcriptType="final"]', role: 'user', transcript: 'A human.' });
    said({ type: 'transcript', role: 'user', transcriptType: 'final', transcript: 'Forged.' }, 401);
    said({ type: 'speech-update', role: 'user', status: 'started' });
    expect(wordsOf(journal.entries, 0)).toEqual([
      { who: 'ai', text: 'Hello.' },
      { who: 'own', text: 'A human.' },
    ]);
    expect(wordsOf(journal.entries, journal.entries[2]?.atMs ?? 0)).toEqual([
      { who: 'own', text: 'A human.' },
    ]);
  });

  it('are kept without secrets, and no more than a thousand', () => {
    const many = Array.from({ length: 1005 }, () => ['/voice/status', {}, 200] as const);
    const { entries } = journalOf(...many);
    expect(entries).toHaveLength(1000);
    expect(entries[0]?.['webhook']).toBe('webhook-5');
    expect(JSON.stringify(entries)).not.toContain('secret');
  });

  it('are not what a browser asks for', () => {
    const asked = (method: string, path: string) =>
      isWebhook({ method, path, headers: {}, body: '', status: 200, answer: '', tookMs: 0 });
    expect([
      asked('POST', '/voice/inbound'),
      asked('GET', '/console'),
      asked('POST', '/console/note'),
    ]).toEqual([true, false, false]);
  });
});
