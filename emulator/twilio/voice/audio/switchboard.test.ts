import type { Heard } from '../../../core/ports';
import { AudioLedger } from '../ledger/audio-ledger';
import { Switchboard } from './switchboard';

function aSwitchboard() {
  let now = 0;
  const ledger = new AudioLedger({ now: () => now });
  const switchboard = new Switchboard(ledger);
  const heard: string[] = [];
  for (const leg of ['A', 'B', 'C']) {
    switchboard.plugIn(leg, `+${leg}`, ({ phase, source, text }: Heard) =>
      heard.push(`${now} ${leg} ${phase} ${source} ${text ?? ''}`.trim()),
    );
  }
  return { ledger, switchboard, heard, at: (ms: number) => (now = ms) };
}

const both = (one: string, other: string) => [
  { from: one, to: other },
  { from: other, to: one },
];

test('a person is heard by those with a path, and only while the path is open', () => {
  const { ledger, switchboard, heard, at } = aSwitchboard();
  switchboard.route('room', both('A', 'B'));
  const sound = switchboard.speak('A', 'Hello');
  at(100);
  switchboard.route('room', [...both('A', 'B'), ...both('A', 'C')]);
  at(200);
  switchboard.route('room', both('A', 'C'));
  at(300);
  sound.stop();
  expect(heard).toEqual([
    '0 B started human Hello',
    '100 C started human Hello',
    '200 B ended human Hello',
    '300 C ended human Hello',
  ]);
  const { legs, paths } = ledger.record();
  expect(legs.map(({ hears }) => hears.map(({ fromMs, toMs, from }) => [fromMs, toMs, from]))).toEqual([
    [],
    [[0, 200, 'A']],
    [[100, 300, 'A']],
  ]);
  expect(paths.map(({ from, to, fromMs, toMs }) => `${from}>${to} ${fromMs}-${toMs}`)).toEqual([
    'A>B 0-200',
    'B>A 0-200',
    'A>C 100-300',
    'C>A 100-300',
  ]);
  expect(legs[0]?.does).toEqual([{ does: 'speaking', text: 'Hello', fromMs: 0, toMs: 300 }]);
});

test('a path kept open by two owners stays open until both let go', () => {
  const { switchboard, heard, at } = aSwitchboard();
  switchboard.route('room', both('A', 'B'));
  switchboard.route('bridge', both('A', 'B'));
  switchboard.speak('A', 'Hello');
  at(50);
  switchboard.route('room', []);
  expect(heard).toHaveLength(1);
  at(60);
  switchboard.route('bridge', []);
  expect(heard.at(-1)).toBe('60 B ended human Hello');
});

test('a sound to one leg is heard by nobody else, and ends once', () => {
  const { switchboard, heard, at } = aSwitchboard();
  switchboard.route('room', both('A', 'B'));
  const sound = switchboard.play('A', 'announcement', 'News');
  at(10);
  sound.stop();
  sound.stop();
  expect(heard).toEqual(['0 A started announcement News', '10 A ended announcement News']);
});
