import { liveCalls } from './live-call';

const task = (callSid: string, status: string, createdAtMs: number, more: object = {}) => ({
  ...{ status, createdAtMs, queue: 'Billing' },
  attributes: { callSid, language: 'en', department: 'billing', via: 'tool', reason: 'a secret', ...more },
});
const caller = (callSid: string, startedAtMs: number) => ({ callSid, startedAtMs });

it('tells where every caller is, the oldest first', () => {
  const calls = liveCalls(
    [
      task('C', 'assigned', 30),
      task('A', 'pending', 10),
      task('B', 'reserved', 20),
      task('D', 'wrapping', 1),
      task('', 'pending', 2),
    ],
    [caller('A', 1), caller('E', 15), caller('D', 5), caller('C', 2)],
  );
  expect(calls.map(({ callSid, phase, sinceMs }) => `${callSid} ${phase} ${sinceMs}`)).toEqual([
    'D ai 5',
    'A waiting 10',
    'E ai 15',
    'B ringing 20',
    'C talking 30',
  ]);
});

it('shows a call that our account does not have, and nothing of what was said', () => {
  const [call] = liveCalls([task('V', 'pending', 7, { language: 5 })], []);
  expect(call).toEqual({
    ...{ callSid: 'V', phase: 'waiting', sinceMs: 7, queue: 'Billing' },
    ...{ language: '', department: 'billing', via: 'tool' },
  });
});
