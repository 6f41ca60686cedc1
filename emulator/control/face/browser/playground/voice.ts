/** What the browser itself can speak and understand. */
interface Recognition extends EventTarget {
  lang: string;
  interimResults: boolean;
  start(): void;
  stop(): void;
}

interface RecognitionResult extends Event {
  readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }> & { readonly isFinal: boolean }>;
}

interface RecognitionError extends Event {
  readonly error: string;
}

const browser = window as unknown as Readonly<Record<string, (new () => Recognition) | undefined>>;
const RecognitionClass = browser['SpeechRecognition'] ?? browser['webkitSpeechRecognition'];

export const canListen = RecognitionClass !== undefined;
export const canSpeak = 'speechSynthesis' in window;

/** Listens to one sentence: what is understood so far, then all of it. The function it answers with ends the listening. */
export function listenOnce(tell: {
  heard(text: string, isFinal: boolean): void;
  ended(problem: string | undefined): void;
}): () => void {
  if (!RecognitionClass) throw new Error('this browser understands no speech');
  const recognition = new RecognitionClass();
  let problem: string | undefined;
  recognition.lang = navigator.language;
  recognition.interimResults = true;
  recognition.addEventListener('result', (event) => {
    const results = [...Array.from((event as RecognitionResult).results)];
    const text = results.map((result) => result[0]?.transcript ?? '').join('');
    tell.heard(
      text.trim(),
      results.every(({ isFinal }) => isFinal),
    );
  });
  recognition.addEventListener('error', (event) => {
    problem = (event as RecognitionError).error;
  });
  recognition.addEventListener('end', () => tell.ended(problem));
  recognition.start();
  return () => recognition.stop();
}

/** Speaks; a machine's voice is lower than a person's. */
export function speak(text: string, isMachine: boolean): void {
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.pitch = isMachine ? 0.8 : 1.2;
  speechSynthesis.speak(utterance);
}

export function hush(): void {
  if (canSpeak) speechSynthesis.cancel();
}
