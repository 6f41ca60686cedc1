import type { AudioSource } from '../../../core/ports';
import { AudioLedger } from './audio-ledger';
import { bridgeGap, longestSilence, overlap } from './figures';
import { lanes } from './lanes';

const CALLER = 'CAcaller';
const AGENT = 'CAagent';

function aLedger() {
  let now = 0;
  const ledger = new AudioLedger({ now: () => now });
  const at = (ms: number): void => {
    now = ms;
  };
  const hears = (leg: string, source: AudioSource, fromMs: number, toMs: number, from?: string): void => {
    at(fromMs);
    const end = ledger.hears(leg, { source, text: undefined, from });
    at(toMs);
    end();
  };
  const does = (leg: string, what: 'speaking' | 'own-turn', fromMs: number, toMs: number): void => {
    at(fromMs);
    const end = ledger.does(leg, { does: what, text: undefined });
    at(toMs);
    end();
  };
  const path = (from: string, to: string, fromMs: number, toMs: number): void => {
    at(fromMs);
    const end = ledger.connected(from, to);
    at(toMs);
    end();
  };
  ledger.legUp(CALLER, '+1');
  ledger.legUp(AGENT, '+2');
  return { ledger, at, hears, does, path };
}

describe('the longest silence', () => {
  it('counts only while the person listens, and cuts at the window', () => {
    const { ledger, at, hears, does } = aLedger();
    hears(CALLER, 'ai', 0, 1000);
    does(CALLER, 'speaking', 1000, 4000);
    does(CALLER, 'own-turn', 4500, 9000);
    hears(CALLER, 'ai', 9700, 10_000);
    at(10_300);
    ledger.legDown(CALLER);
    const record = ledger.record();
    expect(longestSilence(record, CALLER).strict).toEqual({ fromMs: 9000, toMs: 9700, ms: 700 });
    expect(longestSilence(record, CALLER, { fromMs: 0, toMs: 9100 }).strict).toMatchObject({ ms: 500 });
  });

  it('tells background sound from nothing at all', () => {
    const { ledger, at, hears } = aLedger();
    hears(CALLER, 'ambience', 0, 5000);
    at(6000);
    ledger.legDown(CALLER);
    const silence = longestSilence(ledger.record(), CALLER);
    expect(silence.strict).toMatchObject({ ms: 6000 });
    expect(silence.asHeard).toMatchObject({ fromMs: 5000, ms: 1000 });
  });

  it('is undefined on a leg that hears something all the time', () => {
    const { ledger, at, hears } = aLedger();
    hears(CALLER, 'music', 0, 500);
    at(500);
    ledger.legDown(CALLER);
    expect(longestSilence(ledger.record(), CALLER)).toEqual({ strict: undefined, asHeard: undefined });
  });
});

describe('overlap', () => {
  it('is the time in which an AI and a human are heard together, once', () => {
    const { ledger, hears } = aLedger();
    hears(CALLER, 'ai', 0, 1000);
    hears(CALLER, 'human', 900, 3000);
    hears(CALLER, 'human', 950, 1500);
    hears(CALLER, 'ai', 2000, 2050);
    hears(CALLER, 'ambience', 0, 3000);
    expect(overlap(ledger.record(), CALLER)).toBe(150);
    expect(overlap(ledger.record(), AGENT)).toBe(0);
  });
});

describe('the bridge gap', () => {
  it('runs from what the caller heard last to the first moment with both ways open', () => {
    const { ledger, hears, path } = aLedger();
    hears(CALLER, 'ai', 0, 900);
    hears(CALLER, 'ambience', 0, 1000);
    hears(CALLER, 'music', 1040, 1160, 'CFconference');
    path(CALLER, AGENT, 1100, 5000);
    path(AGENT, CALLER, 1160, 5000);
    expect(bridgeGap(ledger.record(), CALLER, AGENT)).toEqual({
      lastHeardAtMs: 1000,
      bridgedAtMs: 1160,
      gapMs: 160,
    });
  });

  it('is zero when the sound went on until the bridge, undefined when there was none', () => {
    const { ledger, hears, path } = aLedger();
    hears(CALLER, 'announcement', 0, 900);
    path(CALLER, AGENT, 800, 1000);
    expect(bridgeGap(ledger.record(), CALLER, AGENT)).toBeUndefined();
    path(AGENT, CALLER, 800, 1000);
    expect(bridgeGap(ledger.record(), CALLER, AGENT)).toMatchObject({ gapMs: 0 });
  });
});

test('lanes cover the leg from beginning to end without a hole', () => {
  const { ledger, at, hears, does } = aLedger();
  hears(CALLER, 'ring', 0, 100);
  hears(CALLER, 'ai', 300, 700);
  does(CALLER, 'speaking', 600, 800);
  at(1000);
  ledger.legDown(CALLER);
  const drawn = lanes(ledger.record(), CALLER).map(({ fromMs, toMs, hears: heard, does: doing }) => [
    fromMs,
    toMs,
    heard.map(({ source }) => source).join('+'),
    doing,
  ]);
  expect(drawn).toEqual([
    [0, 100, 'ring', 'listening'],
    [100, 300, '', 'listening'],
    [300, 600, 'ai', 'listening'],
    [600, 700, 'ai', 'speaking'],
    [700, 800, '', 'speaking'],
    [800, 1000, '', 'listening'],
  ]);
});
