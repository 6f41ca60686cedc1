import { bargeInMs } from './barge-in';

const said = (text: string) => ({ text, durationMs: text.split(' ').length * 100 });

it.each([
  ['at once by voice alone, unless words are counted', 'okay', {}, 200],
  ['by voice as long as the plan says', 'yes please', { voiceSeconds: 0.4 }, 400],
  ['after so many words', 'I have one more question', { numWords: 3 }, 300],
  ['never by an acknowledgement', 'Yeah, okay!', { numWords: 1 }, undefined],
  ['by a phrase of disagreement before that', 'oh wait a moment please', { numWords: 4 }, 200],
  [
    'by the phrases of the plan alone',
    'oh wait hold on please',
    { numWords: 5, interruptionPhrases: ['hold on'] },
    400,
  ],
  [
    'never by the acknowledgements of the plan',
    'Vale.',
    { numWords: 1, acknowledgementPhrases: ['vale'] },
    undefined,
  ],
  [
    'by an acknowledgement that the plan leaves out',
    'okay',
    { numWords: 1, acknowledgementPhrases: [] },
    100,
  ],
])('the AI gives way %s', (_, text, plan, ms) => expect(bargeInMs(said(text), plan)).toBe(ms));
