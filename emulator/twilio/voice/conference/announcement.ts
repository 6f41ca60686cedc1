import type { VoiceCore } from '../core';
import type { TwimlRequest } from '../twiml/fetch';
import { Run, untilStopped } from '../twiml/run';
import type { Conference } from './conference';
import type { Participant } from './participant';
import { performAside } from './side-audio';

/**
 * Plays a document to these participants while the conference goes on; whoever leaves hears no more of it.
 * Source: https://www.twilio.com/docs/voice/api/conference-participant-resource (AnnounceUrl).
 */
export function announce(
  core: VoiceCore,
  conference: Conference,
  to: readonly Participant[],
  source: TwimlRequest,
): void {
  for (const [index, participant] of to.entries()) {
    const run = new Run();
    const stop = participant.call.onEnd(() => run.stop('call-ended'));
    const stage = {
      core,
      call: participant.call,
      run,
      baseUrl: undefined,
      conferenceSid: conference.sid,
    };
    void untilStopped(
      performAside(stage, source).then(() => {
        stop();
        if (index === 0) conference.callbacks.report('announcement-end', { AnnounceUrl: source.url });
      }),
    );
  }
}
