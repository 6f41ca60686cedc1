import type { VoiceCore } from '../core';
import { httpMethod } from '../core';
import { elements, textOf, TwimlError } from '../twiml/document';
import type { TwimlRequest } from '../twiml/fetch';
import { loadTwiml } from '../twiml/fetch';
import { Run, untilStopped } from '../twiml/run';
import type { Stage, Verb } from '../twiml/stage';
import { resolveUrl } from '../twiml/stage';
import { hangup } from '../twiml/verbs/flow';
import { gather } from '../twiml/verbs/gather';
import { pause, play, say } from '../twiml/verbs/playing';
import type { Participant } from './participant';

const SERVED: Readonly<Record<string, Verb>> = { Say: say, Play: play, Pause: pause };

/** A caller in a queue may press keys and be hung up on. Source: https://www.twilio.com/docs/voice/twiml/enqueue (waitUrl). */
const IN_QUEUES: Readonly<Record<string, Verb>> = { ...SERVED, Gather: gather, Hangup: hangup };

/**
 * Plays to one participant alone (waiting, hold) until the run is stopped: Twilio's music for undefined, nothing for
 * empty text, else the document at the URL once, and again only where it redirects.
 */
export function playAside(
  core: VoiceCore,
  conferenceSid: string,
  participant: Participant,
  source: TwimlRequest | 'music' | 'nothing',
): Run {
  const run = new Run();
  const stage: Stage = { core, call: participant.call, run, baseUrl: undefined, conferenceSid };
  if (source === 'nothing') return run;
  if (source === 'music') {
    void untilStopped(
      run.until<void>(() => {
        const sound = core.switchboard.play(
          participant.call.sid,
          'music',
          'Twilio hold music',
          conferenceSid,
        );
        return () => sound.stop();
      }),
    );
    return run;
  }
  void untilStopped(performAside(stage, source));
  return run;
}

/** Performs the verbs that a conference's side documents may hold. A document that cannot be had leaves silence. */
export async function performAside(stage: Stage, source: TwimlRequest): Promise<void> {
  try {
    let next: TwimlRequest | 'over' | 'leave' = source;
    while (typeof next !== 'string') next = await performSideDocument(stage, next);
  } catch (error) {
    if (!(error instanceof TwimlError)) throw error;
    stage.call.note('twiml.error', { code: error.code, message: error.message, url: source.url });
  }
}

/** One turn of a document for somebody who waits; answers where it leads. Throws TwimlError when it cannot be had. */
export async function performSideDocument(
  stage: Stage,
  source: TwimlRequest,
): Promise<TwimlRequest | 'over' | 'leave'> {
  const document = await stage.run.whileRunning(loadTwiml(stage.core, stage.call, source));
  const here = { ...stage, baseUrl: document.baseUrl };
  for (const element of elements(document.response)) {
    if (element.name === 'Redirect') {
      const url = resolveUrl(here, textOf(element));
      return { ...source, url, method: httpMethod(element.attributes.method) };
    }
    if (element.name === 'Leave' && stage.conferenceSid === undefined) return 'leave';
    const verb = (stage.conferenceSid === undefined ? IN_QUEUES : SERVED)[element.name];
    if (verb) {
      const next = await stage.run.whileRunning(verb(here, element));
      if (next !== 'next') return next;
    } else stage.call.note('twiml.not-served', { verb: element.name, where: 'a waiting document' });
  }
  return 'over';
}
