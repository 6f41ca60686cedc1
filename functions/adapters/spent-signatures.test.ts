import { SpentSignatures } from './spent-signatures';
import { REPLAY_WINDOW_MS } from './vapi-auth';

describe('SpentSignatures', () => {
  it('knows a signature as long as its timestamp could be taken', () => {
    const spent = new SpentSignatures();
    spent.add('a', 0);
    // A sender's clock may be ahead by the whole window.
    expect(spent.has('a', 2 * REPLAY_WINDOW_MS - 1)).toBe(true);
    expect(spent.has('b', 0)).toBe(false);
  });

  it('does not grow without end', () => {
    const spent = new SpentSignatures();
    for (let i = 0; i < 6_000; i++) spent.add(String(i), i);
    expect(spent.has('0', 6_000)).toBe(false);
    expect(spent.has('5999', 6_000)).toBe(true);
  });
});
