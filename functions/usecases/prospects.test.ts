import { prospects } from './prospects';

describe('prospects', () => {
  it.each([
    [undefined, []],
    [{ place: 1, expectedWaitSeconds: undefined }, ['caller.holdNext']],
    [{ place: 3, expectedWaitSeconds: 40 }, ['caller.holdPlace', 'caller.holdWaitShort']],
    [{ place: 3, expectedWaitSeconds: 130 }, ['caller.holdPlace', 'caller.holdWait']],
  ])('%j: %j', (line, keys) => expect(prospects('caller', 'en', line).map(({ key }) => key)).toEqual(keys));

  it('says minutes rounded up', () => {
    const [, wait] = prospects('ai', 'en', { place: 2, expectedWaitSeconds: 130 });
    expect(wait).toEqual({ key: 'ai.lookingWait', language: 'en', values: { minutes: '3' } });
  });
});
