import type { Handoff } from '../domain/handoff/record';
import { defaultPolicy } from '../domain/handoff/policy';
import type { Ports } from '../ports';
import type { Member, MemberChange } from '../ports/calls';
import { conferenceEvent } from './conference-event';

const sid = (prefix: string, digit: string): string => prefix + digit.repeat(32);
const [caller, first, second, zoe, yan] = ['1', '2', '3', '4', '5'].map((digit) => sid('CA', digit)) as [
  ...[string, string, string, string, string],
];
const leg = {
  ...{ callSid: caller, n: 1, task: sid('WT', '1'), reservation: sid('WR', '1'), worker: sid('WK', '1') },
};
const plain = (callSid: string): Member => ({ callSid, isHeld: false });
const listener = (callSid: string, ear: 'listen' | 'whisper' | 'barge'): Member => ({
  ...plain(callSid),
  supervisor: { label: `supervisor-${callSid}`, ear },
});

/** A call that Ana has, perhaps on its way to the next; what is done about its legs is noted. */
function stage(members: readonly Member[], next?: { agentCall: string }) {
  const { task, reservation, worker } = leg;
  let handoff: Handoff = {
    ...{ v: 1, n: 1, via: 'tool', origin: 'twilio', leg: '', waits: 'ai', language: 'en', department: '' },
    state: {
      ...{
        name: 'bridged',
        task,
        reservation,
        worker,
        agentCall: first,
        bridge: 'conference',
        deadlineMs: 99,
      },
      ...(next && {
        next: { name: 'joining', reservation: sid('WR', '2'), worker: sid('WK', '2'), ...next },
      }),
    },
    ...{
      untilMs: 99,
      fence: 1,
      todo: [],
      times: { requested: 0, accepted: 1, bridged: 2 },
      rung: 1,
      declined: 0,
    },
    over: [],
  };
  const did: string[] = [];
  const ok = { kind: 'ok', value: undefined } as const;
  const ports = {
    handoffs: {
      read: async () => ({ kind: 'ok', value: { value: handoff, revision: '1' } }),
      replace: async (_key: string, value: Handoff) => {
        handoff = value;
        return { kind: 'ok', value: '1' };
      },
    },
    calls: {
      members: async () => ({ kind: 'ok', value: members }),
      changeMember: async (_name: string, callSid: string, change: MemberChange) => {
        did.push(`${callSid} ${JSON.stringify(change)}`);
        return ok;
      },
      end: async (callSid: string) => {
        did.push(`end ${callSid}`);
        return ok;
      },
      redirect: async (callSid: string) => {
        did.push(`redirect ${callSid}`);
        return ok;
      },
    },
    outcomes: { append: async () => ok },
    taskRouter: { fetchTask: async () => ({ kind: 'gone' }) },
    clock: { nowMs: () => 60_000, sleep: async () => undefined },
    ids: { owner: () => 'me', jitter: () => 0.5 },
    log: { info: () => undefined, warn: () => undefined },
    settings: { policy: defaultPolicy },
  } as unknown as Ports;
  const happens = (type: string, more: { joining?: string; leaving?: boolean }) =>
    conferenceEvent(ports, {
      ...{ leg, type, redirectedAtMs: undefined },
      ...{ joining: more.joining, leaving: more.leaving ?? false },
    });
  return { did, happens, state: () => handoff.state };
}

it('a whisper goes to whoever has the call: after a transfer to the other agent', async () => {
  const members = [caller, first, second].map(plain);
  const { did, happens } = stage([...members, listener(zoe, 'whisper'), listener(yan, 'barge')], {
    agentCall: second,
  });
  await happens('participant-join', { joining: second });
  expect(did.filter((what) => what.includes('ear'))).toEqual([
    `${zoe} ${JSON.stringify({ ear: 'whisper', agentCall: second })}`,
  ]);
});

describe('somebody leaves, and the conference goes on', () => {
  it('a caller whom only supervisors are with is led to somebody else', async () => {
    const { did, happens, state } = stage([plain(caller), listener(zoe, 'barge')]);
    await happens('participant-leave', { leaving: true });
    expect(did).toEqual([`redirect ${caller}`]);
    expect(state().name).toBe('closed');
  });

  it('supervisors who alone are left are let go', async () => {
    const { did, happens } = stage([listener(zoe, 'listen'), listener(yan, 'listen')]);
    await happens('participant-leave', { leaving: true });
    expect(did).toEqual([`end ${zoe}`, `end ${yan}`]);
  });

  it('two who still have each other are left alone', async () => {
    const { did, happens, state } = stage([plain(caller), plain(second), listener(zoe, 'listen')]);
    await happens('participant-leave', { leaving: true });
    expect([did, state().name]).toEqual([[], 'bridged']);
  });

  it('a supervisor who leaves changes nothing', async () => {
    const { did, happens } = stage([plain(caller)]);
    await happens('participant-leave', { leaving: false });
    expect(did).toEqual([]);
  });
});
