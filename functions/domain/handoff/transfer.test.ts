import { decide } from './decide';
import type { AgentCall, HandoffEvent, Moment, Requested } from './event';
import { defaultPolicy } from './policy';
import type { Handoff } from './record';
import { WRAP_UP_MS } from '../wrap-up';

const START = 1_700_000_000_000;
const moment = (afterMs: number): Moment => ({ nowMs: START + afterMs, owner: 'me', policy: defaultPolicy });
const request: Requested = {
  ...{ kind: 'requested', via: 'tool', origin: 'twilio', leg: 'leg-1', waits: 'ai', after: undefined },
  ...{ language: 'en', department: 'billing' },
  context: { atMs: START, leg: 'leg-1', isNewLeg: true },
};
const agent = (name: string): AgentCall => ({
  ...{ n: 1, task: 'WT1', reservation: `WR-${name}`, worker: `WK-${name}`, agentCall: `CA-${name}` },
});
const [ana, ben, cleo] = [agent('ana'), agent('ben'), agent('cleo')];

const bridged: HandoffEvent[] = [
  request,
  { kind: 'task-created', n: 1, task: 'WT1', stored: request.context },
  { kind: 'whispered', ...ana },
  { kind: 'accepted', ...ana, bridge: 'conference' },
  { kind: 'joined', n: 1, redirectedAtMs: undefined },
];
const rings: HandoffEvent = { kind: 'rings', ...ben };
const whispered: HandoffEvent = { kind: 'whispered', ...ben };
const accepted: HandoffEvent = { kind: 'accepted', ...ben, bridge: 'conference' };
const joins: HandoffEvent = { kind: 'member-joined', agentCall: ben.agentCall };

/** Plays events twenty seconds apart: everybody has talked long enough for an ordinary end. */
function after(...events: HandoffEvent[]): Handoff {
  let handoff: Handoff | undefined;
  events.forEach((event, index) => (handoff = decide(handoff, event, moment(index * 20_000))));
  return handoff as Handoff;
}
const passing = (...events: HandoffEvent[]): Handoff => after(...bridged, ...events);
const wants = ({ todo }: Handoff) => todo.map((effect) => effect.do);

describe('a call that an agent passes on', () => {
  it('stays with the first until the second is in the conference, and then is the second one’s', () => {
    for (const events of [[rings], [rings, whispered], [rings, whispered, accepted]])
      expect(passing(...events).state).toMatchObject({ name: 'bridged', agentCall: ana.agentCall });
    const handoff = passing(rings, whispered, accepted, joins);
    expect(handoff.state).toMatchObject({
      ...{ name: 'bridged', reservation: ben.reservation, worker: ben.worker, agentCall: ben.agentCall },
      was: { reservation: ana.reservation, agentCall: ana.agentCall },
    });
    expect(handoff.state).not.toHaveProperty('next');
    expect(handoff.todo).toEqual([{ do: 'let-go', n: 1, call: ana.agentCall }]);
    expect(handoff.n).toBe(1);
  });

  it('goes back to nobody when the first leaves; his part of the task ends, in ten minutes at the latest', () => {
    const handoff = passing(rings, whispered, accepted, joins, {
      kind: 'agent-gone',
      agentCall: ana.agentCall,
    });
    expect(handoff.state).toMatchObject({ name: 'bridged', agentCall: ben.agentCall });
    expect(handoff.todo).toContainEqual({
      ...{ do: 'release', task: 'WT1', reservation: ana.reservation },
      untilMs: START + (bridged.length + 4) * 20_000 + WRAP_UP_MS,
    });
  });

  it.each<[string, HandoffEvent, string[]]>([
    ['declined', { kind: 'refused', cause: 'declined', ...ben }, ['refuse']],
    ['unanswered', { kind: 'agent-gone', agentCall: ben.agentCall }, ['refuse']],
    ['taken back by TaskRouter', { kind: 'reservation-over', reservation: ben.reservation }, ['end-agent']],
  ])('stays with the first when it is %s, and a late 1 changes nothing', (_how, event, effects) => {
    const handoff = passing(rings, whispered, event);
    expect(handoff.state).toMatchObject({ name: 'bridged', agentCall: ana.agentCall });
    expect(handoff.state).not.toHaveProperty('next');
    expect(wants(handoff)).toEqual(effects);
    expect(decide(handoff, accepted, moment(200_000)).state).toEqual(handoff.state);
    expect(decide(handoff, joins, moment(200_000))).toBe(handoff);
  });

  it('stays with the first when the second’s line breaks on the way into the conference', () => {
    const handoff = passing(rings, accepted, { kind: 'agent-gone', agentCall: ben.agentCall });
    expect(handoff.state).toMatchObject({ name: 'bridged', agentCall: ana.agentCall });
    expect(decide(handoff, joins, moment(200_000))).toBe(handoff);
  });

  it('is over when the caller leaves meanwhile; the second hears so, and the task ends once', () => {
    const handoff = passing(rings, whispered, { kind: 'caller-left' });
    expect(handoff.state).toEqual({ name: 'closed', disposition: 'connected' });
    expect(handoff.todo).toContainEqual({ do: 'end-agent', call: ben.agentCall, say: 'caller-left' });
    expect(handoff.todo).toContainEqual({
      ...{ do: 'settle-task', task: 'WT1', n: 1, disposition: 'connected', reject: ben.reservation },
    });
    expect(wants(handoff).filter((effect) => effect === 'outcome')).toHaveLength(1);
  });

  it('looks for somebody else when the first one’s line breaks meanwhile, however long they had talked', () => {
    const over: HandoffEvent = { kind: 'bridge-over', n: 1, isAgentLive: false };
    expect(passing(over).state).toEqual({ name: 'closed', disposition: 'connected' });
    const handoff = passing(rings, whispered, over);
    expect(handoff.state).toEqual({ name: 'closed', disposition: 'failed:agent-drop' });
    expect(handoff.todo).toContainEqual({ do: 'end-agent', call: ben.agentCall, say: 'too-late' });
  });

  it('counts the time with the second anew: a line that breaks at once is a broken line', () => {
    const handoff = passing(rings, whispered, accepted, joins);
    const over: HandoffEvent = { kind: 'bridge-over', n: 1, isAgentLive: false };
    const nowMs = (bridged.length + 4 - 1) * 20_000;
    expect(decide(handoff, over, moment(nowMs + 5_000)).state).toMatchObject({
      disposition: 'failed:agent-drop',
    });
    expect(decide(handoff, over, moment(nowMs + 15_000)).state).toMatchObject({ disposition: 'connected' });
  });

  it('is passed on to one at a time, and on again once the first has left', () => {
    const third: HandoffEvent = { kind: 'rings', ...cleo };
    expect(passing(rings, accepted, third).state).toMatchObject({ next: { agentCall: ben.agentCall } });
    expect(passing(rings, third).todo).toEqual([{ do: 'end-agent', call: ben.agentCall }]);
    const left: HandoffEvent = { kind: 'agent-gone', agentCall: ana.agentCall };
    expect(passing(rings, accepted, joins, third).state).not.toHaveProperty('next');
    expect(passing(rings, accepted, joins, left, third).state).toMatchObject({
      agentCall: ben.agentCall,
      next: { name: 'ringing', agentCall: cleo.agentCall },
    });
  });

  it('news comes in any order: a ring after the whisper changes nothing', () => {
    const handoff = passing(whispered);
    expect(decide(handoff, rings, moment(200_000))).toBe(handoff);
  });
});

describe('an agent who ends it on the page', () => {
  const ends = (how: 'given-back' | 'hung-up', reservation = ana.reservation): HandoffEvent => ({
    ...{ kind: 'agent-ends', how, reservation },
  });

  it('gives the caller back, or ends the call, however short it was; the caller is led on', () => {
    const talking = bridged.reduce<Handoff | undefined>(
      (handoff, event, index) => decide(handoff, event, moment(index)),
      undefined,
    );
    for (const [how, disposition] of [
      ['given-back', 'returned-to-ai'],
      ['hung-up', 'connected'],
    ] as const) {
      const handoff = decide(talking, ends(how), moment(3_000));
      expect(handoff?.state).toEqual({ name: 'closed', disposition });
      expect(handoff?.todo[0]).toEqual({ do: 'caller-back', n: 1 });
    }
  });

  it('must have the call: not before it is his, nor once he has passed it on', () => {
    const asked = after(...bridged.slice(0, 4));
    const transferring = decide(after(...bridged.slice(0, 3)), bridged[3] as HandoffEvent, moment(60_000));
    expect(decide(transferring, ends('hung-up'), moment(60_100))).toBe(transferring);
    expect(asked.state.name).toBe('transferring');
    const passed = passing(rings, accepted, joins);
    expect(decide(passed, ends('hung-up'), moment(200_000))).toBe(passed);
    expect(decide(passed, ends('hung-up', ben.reservation), moment(200_000)).state.name).toBe('closed');
  });
});
