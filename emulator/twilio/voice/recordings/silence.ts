const SAMPLES_PER_SECOND = 8000;
const HEADER_BYTES = 44;
/** An MP3 frame of 576 samples at 8 kHz and 8 kbit a second: 72 ms in 72 bytes. */
const FRAME = 72;

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

/** The same as MP3: MPEG-2.5 Layer III frames in which nothing is coded. */
export function silentMp3(seconds: number, channels: 1 | 2): Uint8Array<ArrayBuffer> {
  const frames = Math.round((seconds * 1000) / FRAME);
  const file = new Uint8Array(frames * FRAME);
  for (let at = 0; at < file.length; at += FRAME) file.set([0xff, 0xe3, 0x18, channels === 1 ? 0xc0 : 0], at);
  return file;
}
