import { defaultPolicy } from '../domain/handoff/policy';
import type { Handoff } from '../domain/handoff/record';
import type { Ports } from '../ports';
import type { Dial } from '../ports/calls';
import { assignment } from './assignment';

const sid = (prefix: string, digit: string): string => prefix + digit.repeat(32);
const [caller, first] = [sid('CA', '1'), sid('CA', '2')];
const leg = {
  ...{ callSid: caller, n: 1, task: sid('WT', '1'), reservation: sid('WR', '2'), worker: sid('WK', '2') },
};

/** Ana has the caller, and passes the call on to somebody; `dialled`: what calling him leads to. */
function stage({ dialled = 'ok', contactUri = 'client:ben' } = {}) {
  const handoff = {
    ...{ v: 1, n: 1, language: 'en', over: [], todo: [] },
    state: {
      ...{ name: 'bridged', bridge: 'conference', task: leg.task, reservation: sid('WR', '1') },
      ...{ worker: sid('WK', '1'), agentCall: first, deadlineMs: 99_000 },
    },
  } as unknown as Handoff;
  const notes = new Set<string>();
  const calls: Dial[] = [];
  const ports = {
    handoffs: { read: async () => ({ kind: 'ok', value: { value: handoff, revision: '1' } }) },
    reservations: {
      create: async (key: string) =>
        notes.has(key) ? { kind: 'conflict' } : (notes.add(key), { kind: 'ok', value: '1' }),
    },
    calls: {
      fetch: async () => ({ kind: 'ok', value: { status: 'in-progress', to: '' } }),
      dial: async (call: Dial) => (calls.push(call), { kind: dialled, value: undefined }),
    },
    clock: { nowMs: () => 60_000, sleep: async () => undefined },
    ids: { owner: () => 'me', jitter: () => 0.5 },
    settings: { policy: defaultPolicy },
  } as unknown as Ports;
  const asks = async (isFallback = false) =>
    (await assignment(ports, { leg, contactUri, from: '+15550100000', isFallback })).instruction;
  return { calls, asks };
}

describe('whom a call is passed on to', () => {
  it.each([
    ['client:ben', 'agent/accept'],
    ['+15550100202', 'agent/whisper'],
  ])('is called at %s by us, for TaskRouter takes no instruction for that', async (contactUri, route) => {
    const { calls, asks } = stage({ contactUri });
    expect(await asks()).toBe('none');
    expect(calls).toEqual([
      expect.objectContaining({
        ...{ to: contactUri, from: '+15550100000', timeoutSeconds: defaultPolicy.ringMs / 1000 },
        answer: expect.objectContaining({ route }),
        statusCallback: expect.objectContaining({ route: 'agent/status' }),
      }),
    ]);
  });

  it('is called once, however often TaskRouter asks', async () => {
    const { calls, asks } = stage();
    expect([await asks(), await asks()]).toEqual(['none', 'none']);
    expect(calls).toHaveLength(1);
  });

  it('is let go where nobody knows whether his phone rings', async () => {
    const { calls, asks } = stage();
    expect([await asks(), await asks(true)]).toEqual(['none', 'reject']);
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['refused', 'reject'],
    ['indeterminate', 'none'],
  ])('and a call that is %s: %s', async (dialled, instruction) => {
    const { calls, asks } = stage({ dialled });
    expect(await asks()).toBe(instruction);
    expect(calls).toHaveLength(1);
  });
});
