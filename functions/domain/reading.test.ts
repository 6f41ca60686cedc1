import { agentLegQuery, readAgentLeg } from './agent-leg';
import { debounce } from './debounce';
import { classOf, isPremature } from './ended-reason';
import { readEscalation } from './escalation-request';
import { asksForHuman } from './keyword';
import { shardOf } from './shard';
import { shorten } from './text-length';
import { routeOf, type Vocabulary } from './vocabulary';

const vocabulary: Vocabulary = {
  departments: ['billing', 'tech-support'],
  languages: ['en', 'es'],
  priorities: { low: 1, normal: 5, urgent: 20 },
  defaultLanguage: 'en',
  defaultPriority: 'normal',
};

describe('vocabulary', () => {
  it.each([
    [
      { department: 'Billing', language: 'es', priority: 'URGENT' },
      { department: 'billing', language: 'es', priority: 20 },
    ],
    [
      { department: 'Tech Support', language: 'es-MX' },
      { department: 'tech-support', language: 'es', priority: 5 },
    ],
    [
      { department: 'Astrology', language: 'tlh', priority: 'now!' },
      { department: '', language: 'en', priority: 5 },
    ],
    [
      { department: 7, language: {}, priority: ['urgent'] },
      { department: '', language: 'en', priority: 5 },
    ],
    [{}, { department: '', language: 'en', priority: 5 }],
  ])('%j', (wish, route) => expect(routeOf(wish, vocabulary)).toEqual(route));

  it('reads an escalation of any shape', () => {
    const odd = {
      reason: ['x'],
      summary: ' a\n  b ',
      slots: { n: 3, ok: true, deep: {}, text: 't'.repeat(2_000) },
    };
    expect(readEscalation(odd, vocabulary)).toMatchObject({
      reason: undefined,
      summary: 'a b',
      slots: { n: '3', ok: 'true', text: expect.stringMatching(/^t{999}…$/) as unknown },
    });
    expect(readEscalation({ slots: [1, 2] }, vocabulary).slots).toEqual({});
  });
});

describe('keyword', () => {
  const phrases = { en: ['speak to a human', 'agent please'], es: ['atención humana'] };
  it.each([
    ['Can I SPEAK to a human, now?', true],
    ['speak to a humanist', false],
    ['I want atencion humana', true],
    ['The agent, please!', true],
    ['reagent please', false],
    ['', false],
  ])('%s: %s', (said, asks) => expect(asksForHuman(said, phrases)).toBe(asks));

  it('an empty phrase matches nothing', () => expect(asksForHuman('hello', { en: ['', '  '] })).toBe(false));
});

describe('endedReason', () => {
  it.each([
    ['customer-ended-call', 'normal'],
    ['assistant-ended-call-with-hangup-task', 'normal'],
    ['assistant-forwarded-call', 'forwarded'],
    ['call.forwarding.operator-busy', 'transfer-failed'],
    ['call.in-progress.error-warm-transfer-max-duration', 'transfer-failed'],
    ['call.in-progress.error-vapifault-worker-died', 'broken'],
    ['pipeline-error-openai-llm-failed', 'broken'],
    ['phone-call-provider-closed-websocket', 'media-closed'],
    ['something-new', 'broken'],
  ])('%s: %s', (reason, ended) => expect(classOf(reason)).toBe(ended));

  it('a report in the middle of the call is premature', () => {
    expect(isPremature('call.in-progress.twilio-completed-call')).toBe(true);
    expect(isPremature('phone-call-provider-closed-websocket')).toBe(false);
  });
});

describe('small things', () => {
  it('a shard stays the same for ever, and shards are used alike', () => {
    // Published test vectors of FNV-1a.
    expect(['', 'a', 'foobar'].map((key) => shardOf(key, 2 ** 32))).toEqual([
      0x811c9dc5, 0xe40c292c, 0xbf9cf968,
    ]);
    const counts = Array.from({ length: 16 }, () => 0);
    for (let call = 0; call < 1_600; call += 1)
      counts[shardOf(`CA${call.toString(16).padStart(32, '0')}`, 16)]! += 1;
    expect(Math.max(...counts)).toBeLessThan(160);
  });

  it('debounces', () => {
    expect(debounce(undefined, 1_000, 500)).toEqual({ waitMs: 0 });
    expect(debounce(900, 1_000, 500)).toEqual({ waitMs: 400 });
    expect(debounce(100, 1_000, 500)).toEqual({ waitMs: 0 });
    expect(debounce(9_000, 1_000, 500)).toEqual({ waitMs: 500 });
  });

  it('cuts no character in half', () => {
    expect(shorten('abc', 3)).toBe('abc');
    expect(shorten('ab😀cd', 4)).toBe('ab…');
    expect(shorten('abcd', 1)).toBe('…');
  });

  it("reads an agent leg's query back, and nothing else", () => {
    const hex = 'a'.repeat(32);
    const leg = { callSid: `CA${hex}`, n: 2, task: `WT${hex}`, reservation: `WR${hex}`, worker: `WK${hex}` };
    expect(readAgentLeg({ ...agentLegQuery(leg), Digits: '1' })).toEqual(leg);
    expect(readAgentLeg({ ...agentLegQuery(leg), n: '0' })).toBeUndefined();
    expect(readAgentLeg({ ...agentLegQuery(leg), callSid: 'CAx' })).toBeUndefined();
    expect(readAgentLeg(undefined)).toBeUndefined();
  });
});
