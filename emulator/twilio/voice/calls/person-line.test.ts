import { Activity } from '../../../core/activity';
import type { EmulatorContext } from '../../../core/context';
import { seededIds } from '../../../core/ids';
import { Journal } from '../../../core/journal';
import { VirtualClock } from '../../../core/virtual-clock';
import { Switchboard } from '../audio/switchboard';
import { AudioLedger } from '../ledger/audio-ledger';
import { Call } from './call';
import { PersonLine } from './person-line';

function aLine(direction: 'inbound' | 'outbound-api') {
  const clock = new VirtualClock(0, new Activity(), () => new Promise((turn) => setImmediate(turn)));
  const ctx = { clock, journal: new Journal(clock), ids: seededIds('line') } as unknown as EmulatorContext;
  const ledger = new AudioLedger(clock);
  const switchboard = new Switchboard(ledger);
  const call = new Call(ctx, switchboard, { from: '+1', to: '+2', direction });
  const line = new PersonLine(call, clock, switchboard, ledger);
  call.ring();
  const said = () =>
    ledger.record().legs[0]?.does.map(({ text, fromMs, toMs }) => `${text} ${fromMs}-${toMs}`) ?? [];
  return { clock, call, line, said };
}

test('new words cut the old ones short, whose end is never told', async () => {
  const { clock, call, line, said } = aLine('inbound');
  call.answer();
  const ends: string[] = [];
  line.speak({ text: 'First', durationMs: 1000 }, () => ends.push('first'));
  await clock.advance(400);
  line.speak({ text: 'Second', durationMs: 1000 }, () => ends.push('second'));
  await clock.advance(2000);
  expect([said(), ends]).toEqual([['First 0-400', 'Second 400-1400'], ['second']]);
});

test('the end of the call ends the words and whatever else the person does', async () => {
  const { clock, call, line, said } = aLine('inbound');
  call.answer();
  let isDone = false;
  line.speak({ text: 'Never finished', durationMs: 1000 }, () => (isDone = true));
  line.ownTurn(true);
  await clock.advance(300);
  line.hangUp();
  await clock.advance(2000);
  expect([said(), isDone, call.status]).toEqual([
    ['Never finished 0-300', 'undefined 0-300'],
    false,
    'completed',
  ]);
});

test('who hangs up before the answer cancels; who did not ring cannot be picked up', () => {
  const { call, line } = aLine('inbound');
  expect(() => line.answer()).toThrow('did not ring');
  expect(() => line.refuse('busy')).toThrow('did not ring');
  line.hangUp();
  expect(call.status).toBe('canceled');
});

test('nothing is said or pressed on a line that is not open', () => {
  const { call, line, said } = aLine('outbound-api');
  line.speak({ text: 'Hello', durationMs: 100 }, () => undefined);
  line.press('1');
  expect(said()).toEqual([]);
  line.refuse('failed');
  line.answer();
  expect(call.status).toBe('failed');
});
