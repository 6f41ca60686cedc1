import { holdChord, holdMusic } from './hold-music';

describe('hold music', () => {
  const samplesOf = (file: Buffer) =>
    Array.from({ length: (file.length - 44) / 2 }, (_, i) => file.readInt16LE(44 + i * 2));

  it.each([
    ['loop', holdMusic, 20],
    ['chord', holdChord, 5],
  ])('the %s is 8 kHz 16-bit mono WAV, always the same bytes', (_name, make, seconds) => {
    const file = make();
    expect(file.equals(make())).toBe(true);
    expect(file.subarray(0, 4).toString() + file.subarray(8, 16).toString()).toBe('RIFFWAVEfmt ');
    expect([file.readUInt16LE(22), file.readUInt32LE(24), file.readUInt16LE(34)]).toEqual([1, 8_000, 16]);
    expect(samplesOf(file)).toHaveLength(seconds * 8_000);
  });

  it('is never silent for half a second, and never clips', () => {
    const samples = samplesOf(holdMusic());
    for (let start = 0; start < samples.length; start += 4_000) {
      const loudest = Math.max(...samples.slice(start, start + 4_000).map(Math.abs));
      expect(loudest).toBeGreaterThan(1_000);
      expect(loudest).toBeLessThan(32_000);
    }
  });
});
