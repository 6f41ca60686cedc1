import fc from 'fast-check';
import type { ContextUpdate } from '../context';
import { doneWith } from './change';
import { decodeSnapshot, encodeSnapshot, RECORD_LIMIT_BYTES } from './codec';
import { decide } from './decide';
import type { AgentCall, HandoffEvent, Moment, Requested } from './event';
import { defaultPolicy } from './policy';
import { handoffSchema, type Handoff } from './record';

const START = 1_700_000_000_000;
const sid = (prefix: string, n: number): string => prefix + n.toString(16).padStart(32, '0');
const moment = (afterMs: number, owner = 'me'): Moment => ({
  nowMs: START + afterMs,
  owner,
  policy: defaultPolicy,
});

const context: ContextUpdate = {
  atMs: START,
  leg: '0191e0a0-0000-7000-8000-000000000001',
  reason: 'a wrong bill',
  isNewLeg: true,
  turns: [{ by: 'caller', text: 'My bill is wrong.' }],
};
const request: Requested = {
  kind: 'requested',
  via: 'tool',
  origin: 'twilio',
  leg: '0191e0a0-0000-7000-8000-000000000001',
  waits: 'ai',
  after: undefined,
  language: 'en',
  department: 'billing',
  context,
};
const agent = (n: number, handoff = 1): AgentCall => ({
  n: handoff,
  task: sid('WT', 1),
  reservation: sid('WR', n),
  worker: sid('WK', n),
  agentCall: sid('CA', n),
});

/** Plays events one second apart. */
function after(...events: HandoffEvent[]): Handoff {
  let handoff: Handoff | undefined;
  events.forEach((event, index) => (handoff = decide(handoff, event, moment(index * 1_000))));
  return handoff as Handoff;
}

const queued: HandoffEvent[] = [request, { kind: 'task-created', n: 1, task: sid('WT', 1), stored: context }];
const whispering: HandoffEvent[] = [...queued, { kind: 'whispered', ...agent(1) }];
const accepted: HandoffEvent = { kind: 'accepted', ...agent(1), bridge: 'conference' };
const declined: HandoffEvent = { kind: 'refused', cause: 'declined', ...agent(1) };

describe('decide', () => {
  it('an agent who has just declined does not get the call by a late 1', () => {
    expect(after(...whispering, declined, accepted).state.name).toBe('queued');
  });

  it('nor does one whose reservation timed out', () => {
    const over: HandoffEvent = { kind: 'reservation-over', reservation: agent(1).reservation };
    const handoff = after(...whispering, over, accepted);
    expect(handoff.state.name).toBe('queued');
    expect(handoff.todo).toContainEqual({ do: 'end-agent', call: agent(1).agentCall, say: 'too-late' });
  });

  it('of two agents who were reserved at once the first to press 1 wins, whoever was heard of last', () => {
    const other: HandoffEvent = { kind: 'whispered', ...agent(2) };
    const late: HandoffEvent = { kind: 'accepted', ...agent(2), bridge: 'conference' };
    expect(after(...whispering, other, accepted, late).state).toMatchObject({
      name: 'transferring',
      agentCall: agent(1).agentCall,
    });
  });

  it('accepts nobody once the search is over, and ends no search that somebody has accepted', () => {
    const over: HandoffEvent = { kind: 'task-over', task: sid('WT', 1), n: 1 };
    expect(after(...whispering, over, accepted).state).toEqual({ name: 'closed', disposition: 'no-agent' });
    expect(after(...whispering, accepted, over).state.name).toBe('transferring');
  });

  it('takes a request within the debounce after the end as an echo, and later as a wish', () => {
    const closed = doneWith(
      after(...queued, { kind: 'search-over' }),
      after(...queued, { kind: 'search-over' }).todo,
    );
    expect(decide(closed, request, moment(2_500))).toBe(closed);
    expect(decide(closed, request, moment(5_000))).toMatchObject({ n: 2, state: { name: 'requested' } });
  });

  it('begins no handoff while the task of the last one may live', () => {
    const closed = after(...queued, { kind: 'search-over' });
    expect(decide(closed, request, moment(60_000))).toBe(closed);
  });

  it('makes the fence rise with every lease', () => {
    const handoff = after(...whispering, accepted);
    const again = decide(
      handoff,
      { kind: 'agent-alone', agentCall: agent(1).agentCall },
      moment(9_000, 'other'),
    );
    expect([handoff.fence, again.fence, again.lease?.owner]).toEqual([2, 3, 'other']);
  });

  it('calls it declined only when everybody who was rung declined', () => {
    const second = (cause: 'declined' | 'unanswered'): HandoffEvent[] => [
      { kind: 'whispered', ...agent(2) },
      { kind: 'refused', cause, ...agent(2) },
    ];
    const over: HandoffEvent = { kind: 'search-over' };
    expect(after(...whispering, declined, ...second('declined'), over).state).toMatchObject({
      disposition: 'declined',
    });
    expect(after(...whispering, declined, ...second('unanswered'), over).state).toMatchObject({
      disposition: 'no-agent',
    });
  });
});

describe('what the request says of the conversation', () => {
  const pending = ({ todo }: Handoff) =>
    todo.flatMap((effect) => (effect.do === 'store-context' ? [effect.update] : []));

  it('stands in the record from the gate on, until it is stored', () => {
    expect(pending(after(request))).toEqual([context]);
    expect(pending(after(request, { kind: 'task-created', n: 1, task: sid('WT', 1) }))).toEqual([context]);
    expect(pending(after(...queued))).toEqual([]);
  });

  it('outlives the end of a handoff that nobody could store it for', () => {
    expect(pending(after(request, { kind: 'caller-left' }))).toEqual([context]);
  });

  it('is one, however often a request whose maker was lost comes again', () => {
    const later = { ...context, atMs: START + 20_000, reason: undefined, slots: { order: '7' } };
    const again = decide(after(request), { ...request, context: later }, moment(20_000, 'other'));
    expect(pending(again)).toEqual([{ ...later, reason: context.reason }]);
  });

  it('is no part of a URL', () => {
    expect(encodeSnapshot(after(request), '1')).toBeUndefined();
    expect(encodeSnapshot(after(...queued), '1')).toBeDefined();
  });

  it('fits into an item of Sync with the record, however much was said', () => {
    const turns = Array.from({ length: 80 }, () => ({ by: 'caller', text: '語'.repeat(900) }) as const);
    const handoff = after({ ...request, context: { ...context, turns, summary: '語'.repeat(5_000) } });
    expect(Buffer.byteLength(JSON.stringify(handoff))).toBeLessThan(16 * 1024);
  });
});

describe('record', () => {
  const agents = fc.integer({ min: 1, max: 4 }).map((n) => agent(n));
  const events: fc.Arbitrary<HandoffEvent> = fc.oneof(
    fc.constant<HandoffEvent>({
      ...request,
      via: 'agent-drop',
      leg: request.leg,
      department: 'd'.repeat(32),
      language: 'l'.repeat(8),
    }),
    fc.constant<HandoffEvent>({ kind: 'task-created', n: 1, task: sid('WT', 1) }),
    agents.map((leg): HandoffEvent => ({ kind: 'rings', ...leg })),
    agents.map((leg): HandoffEvent => ({ kind: 'whispered', ...leg })),
    agents.map((leg): HandoffEvent => ({ kind: 'refused', cause: 'declined', ...leg })),
    agents.map((leg): HandoffEvent => ({ kind: 'accepted', bridge: 'conference', ...leg })),
    agents.map(({ agentCall }): HandoffEvent => ({ kind: 'agent-gone', agentCall })),
    agents.map(({ agentCall }): HandoffEvent => ({
      kind: 'redirect-refused',
      agentCall,
      isCallOver: false,
      isAgentWaiting: true,
    })),
    fc.constant<HandoffEvent>({ kind: 'joined', n: 1, redirectedAtMs: START + 5_000 }),
    fc.constant<HandoffEvent>({ kind: 'bridge-over', n: 1, isAgentLive: false }),
    agents.map(({ agentCall }): HandoffEvent => ({ kind: 'member-joined', agentCall })),
    agents.map(({ reservation }): HandoffEvent => ({ kind: 'reservation-over', reservation })),
    agents.map(({ reservation }): HandoffEvent => ({ kind: 'agent-ends', reservation, how: 'given-back' })),
    fc.constant<HandoffEvent>({ kind: 'caller-left' }),
    fc.constant<HandoffEvent>({ kind: 'search-over' }),
  );

  /** By chance alone a bridge, without which nobody passes a call on, is rare. */
  const bridging = fc.constant<HandoffEvent[]>([
    ...whispering,
    accepted,
    { kind: 'joined', n: 1, redirectedAtMs: START + 5_000 },
  ]);

  it('stays under 1 KiB with the longest values, survives its codec, and deciding twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(events, bridging), { maxLength: 12 }), (history) => {
        let handoff: Handoff | undefined;
        history.flat().forEach((event, index) => {
          const now = moment(index * 1_000, 'o'.repeat(12));
          handoff = decide(handoff, event, now);
          if (!handoff) return;
          const todo = handoff.todo.filter((effect) => effect.do !== 'store-context');
          const withoutContext = { ...handoff, todo };
          expect(Buffer.byteLength(JSON.stringify(withoutContext))).toBeLessThanOrEqual(RECORD_LIMIT_BYTES);
          expect(handoffSchema.parse(JSON.parse(JSON.stringify(handoff)))).toEqual(handoff);
          expect(decodeSnapshot(encodeSnapshot(withoutContext, '7') ?? '')).toEqual({
            ...{ revision: '7', value: withoutContext },
          });
          expect(decide(handoff, event, now)).toBe(handoff);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('is not read from anything that is none', () => {
    const stored = JSON.parse(JSON.stringify(after(...whispering))) as Record<string, unknown>;
    for (const broken of [
      { ...stored, v: 2 },
      { ...stored, state: { name: 'lost' } },
      { ...stored, todo: [{ do: 'x' }] },
      null,
    ]) {
      expect(handoffSchema.safeParse(broken).success).toBe(false);
      expect(
        decodeSnapshot(Buffer.from(JSON.stringify(['1', broken])).toString('base64url')),
      ).toBeUndefined();
    }
    expect(decodeSnapshot('%%%')).toBeUndefined();
  });
});
