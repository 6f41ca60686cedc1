import { wavMs } from './media';

function aWav(seconds: number, bytesPerSecond: number): string {
  const data = Buffer.alloc(seconds * bytesPerSecond);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(bytesPerSecond, 28);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]).toString('latin1');
}

describe('how long a sound lasts', () => {
  it.each([
    [5, 8000],
    [20, 16_000],
  ])('is in the header: %d s at %d bytes a second', (seconds, bytesPerSecond) => {
    expect(wavMs(aWav(seconds, bytesPerSecond))).toBe(seconds * 1000);
  });

  it.each(['', 'RIFF', 'ID3 something else entirely', 'RIFF0000WAVEdata'])('is not known of %j', (file) => {
    expect(wavMs(file)).toBeUndefined();
  });
});
