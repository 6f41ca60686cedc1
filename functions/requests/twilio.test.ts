import { BadRequest } from './bad-request';
import { agentRequest, callRequest, countOf, jsonOf, statusOf, taskHandoffOf, textOf } from './twilio';

const hex = '1a'.repeat(16);
const callSid = `CA${hex}`;
const leg = { callSid, n: '2', task: `WT${hex}`, reservation: `WR${hex}`, worker: `WK${hex}` };

describe('requests of Twilio', () => {
  it('of a call carry its SID, and the number unless it is withheld', () => {
    expect(callRequest({ CallSid: callSid, From: '+15550100101' })).toEqual({
      callSid,
      caller: '+15550100101',
    });
    for (const From of ['+266696687', 'anonymous', 'client:ann', '', undefined, ['+15550100101', '+1']]) {
      expect(callRequest({ CallSid: callSid, From })).toEqual({ callSid, caller: undefined });
    }
  });

  it.each([
    undefined,
    '',
    'CA1',
    callSid.toUpperCase(),
    `${callSid} `,
    `CA${hex}\n`,
    [callSid],
    { a: 1 },
    `WT${hex}`,
  ])('with the CallSid %j are bad', (CallSid) => {
    expect(() => callRequest({ CallSid })).toThrow(BadRequest);
  });

  it('of an agent carry whom they are for', () => {
    const agentCall = `CA${'2b'.repeat(16)}`;
    expect(agentRequest({ ...leg, CallSid: agentCall })).toEqual({ leg: { ...leg, n: 2 }, agentCall });
    for (const [name, value] of Object.entries(leg)) {
      expect(() => agentRequest({ ...leg, CallSid: agentCall, [name]: `${value}x` })).toThrow(BadRequest);
      expect(() => agentRequest({ ...leg, CallSid: agentCall, [name]: [value, value] })).toThrow(BadRequest);
    }
  });

  it.each([
    ['initiated', 'queued'],
    ['answered', 'in-progress'],
    ['no-answer', 'no-answer'],
  ])('call %s %s', (CallStatus, status) => {
    expect(statusOf({ CallStatus })).toBe(status);
  });

  it.each(['', 'constructor', 'on fire', undefined])('with the status %j are bad', (CallStatus) => {
    expect(() => statusOf({ CallStatus })).toThrow(BadRequest);
  });

  it('name a handoff by the attributes of its task', () => {
    const attributes = (value: unknown) => ({ TaskAttributes: JSON.stringify(value) });
    expect(taskHandoffOf(attributes({ callSid, handoff: 2 }))).toEqual({ callSid, n: 2 });
    for (const other of [
      { callSid },
      { callSid: 'CA1', handoff: 1 },
      { callSid, handoff: '1' },
      [],
      7,
      null,
    ]) {
      expect(taskHandoffOf(attributes(other))).toBeUndefined();
    }
    expect(taskHandoffOf({ TaskAttributes: '{broken' })).toBeUndefined();
    expect(jsonOf({ a: 'null' }, 'a')).toEqual({});
  });

  it('carry texts and counts that came once', () => {
    expect([textOf({ a: 'x' }, 'a'), textOf({ a: ['x', 'y'] }, 'a'), textOf({}, 'constructor')]).toEqual([
      'x',
      '',
      '',
    ]);
    expect(['3', '-1', '1.5', 'x', '9'.repeat(16), ''].map((n) => countOf({ n }, 'n', 7))).toEqual([
      3, 7, 7, 7, 7, 7,
    ]);
  });
});
