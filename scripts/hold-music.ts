const SAMPLE_RATE = 8_000;
/** Four chords of five seconds, so that the loop ends where it begins. */
const CHORD_SECONDS = 5;
const NOTE_SECONDS = 0.625;
/** Semitones from A4: C major, A minor, F major, G major, each played up and down. */
const CHORDS = [
  [-21, -9, -5, -2, 3, -2, -5, -9],
  [-24, -12, -9, -5, 0, -5, -9, -12],
  [-28, -16, -12, -9, -4, -9, -12, -16],
  [-26, -14, -10, -7, -2, -7, -10, -14],
];
const LOUDNESS = 0.22;

/** A quiet loop of plucked notes for callers who wait: 20 s, mono, 8 kHz, 16 bit; always the same bytes. */
export function holdMusic(): Buffer {
  return play(CHORDS);
}

/** Its first five seconds as a loop of their own, for short waits. */
export function holdChord(): Buffer {
  return play(CHORDS.slice(0, 1));
}

function play(chords: readonly (readonly number[])[]): Buffer {
  const samples = new Float64Array(chords.length * CHORD_SECONDS * SAMPLE_RATE);
  chords.forEach((notes, chord) =>
    notes.forEach((semitones, index) => {
      const start = chord * CHORD_SECONDS + index * NOTE_SECONDS;
      pluck(samples, Math.round(start * SAMPLE_RATE), 440 * 2 ** (semitones / 12));
    }),
  );
  return wav(samples);
}

/** Adds one note that fades out over two seconds; what reaches over the end sounds at the beginning of the loop. */
function pluck(samples: Float64Array, start: number, hertz: number): void {
  const { exp, min, PI, sin } = Math;
  for (let i = 0; i < 2 * SAMPLE_RATE; i++) {
    const seconds = i / SAMPLE_RATE;
    const envelope = min(1, seconds / 0.02) * exp(-2.2 * seconds) * (1 - seconds / 2);
    const turn = 2 * PI * hertz * seconds;
    const tone = sin(turn) + 0.35 * sin(2 * turn) + 0.12 * sin(3 * turn);
    const at = (start + i) % samples.length;
    samples[at] = (samples[at] ?? 0) + LOUDNESS * envelope * tone;
  }
}

function wav(samples: Float64Array): Buffer {
  const file = Buffer.alloc(44 + samples.length * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + samples.length * 2, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(SAMPLE_RATE, 24);
  file.writeUInt32LE(SAMPLE_RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(samples.length * 2, 40);
  const { max, min, round } = Math;
  samples.forEach((sample, i) => {
    file.writeInt16LE(round(32_767 * max(-1, min(1, sample))), 44 + i * 2);
  });
  return file;
}
