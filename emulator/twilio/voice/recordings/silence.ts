const SAMPLES_PER_SECOND = 8000;
const HEADER_BYTES = 44;

/** A WAV file without a sound that lasts so long: 8 bits, 8 kHz. */
export function silence(seconds: number, channels: 1 | 2): Uint8Array<ArrayBuffer> {
  const bytes = seconds * SAMPLES_PER_SECOND * channels;
  const file = new Uint8Array(HEADER_BYTES + bytes).fill(0x80, HEADER_BYTES);
  const view = new DataView(file.buffer);
  const text = (at: number, letters: string): void => {
    for (const [index, letter] of [...letters].entries()) view.setUint8(at + index, letter.charCodeAt(0));
  };
  text(0, 'RIFF');
  view.setUint32(4, HEADER_BYTES - 8 + bytes, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, SAMPLES_PER_SECOND, true);
  view.setUint32(28, SAMPLES_PER_SECOND * channels, true);
  view.setUint16(32, channels, true);
  view.setUint16(34, 8, true);
  text(36, 'data');
  view.setUint32(40, bytes, true);
  return file;
}
