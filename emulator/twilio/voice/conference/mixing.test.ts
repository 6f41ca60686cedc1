import { mix } from './mixing';

const one = (sid: string, changes: Partial<Parameters<typeof mix>[0][number]> = {}) => ({
  call: { sid },
  muted: false,
  hold: false,
  coaching: false,
  callSidToCoach: undefined,
  ...changes,
});
const heard = (...participants: Parameters<typeof mix>[0]) =>
  mix(participants).map(({ from, to }) => `${from}>${to}`);

test.each([
  ['everybody hears everybody else', [one('A'), one('B')], ['A>B', 'B>A']],
  ['a muted one hears and is not heard', [one('A', { muted: true }), one('B')], ['B>A']],
  ['one on hold is cut off both ways', [one('A', { hold: true }), one('B'), one('C')], ['B>C', 'C>B']],
  [
    'a coach hears all and is heard by the coached one alone',
    [one('A'), one('B'), one('K', { coaching: true, callSidToCoach: 'B' })],
    ['A>B', 'A>K', 'B>A', 'B>K', 'K>B'],
  ],
  [
    'a coach of somebody absent is heard by nobody',
    [one('A'), one('K', { coaching: true, callSidToCoach: 'X' })],
    ['A>K'],
  ],
])('%s', (_name, participants, paths) => {
  expect(heard(...participants).sort()).toEqual([...paths].sort());
});
