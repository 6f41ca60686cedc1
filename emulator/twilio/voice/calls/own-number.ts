import type { AudioSource, Utterance } from '../../../core/ports';
import { speechMs } from '../../../core/speech';
import type { VoiceCore } from '../core';
import type { Call } from './call';
import { inboundCall } from './receive-call';

/**
 * A leg dials a number of the account, or an application: there a second call comes in, whose caller this leg is. The one
 * is answered when the other is, both end together, and what the one hears is heard of the other.
 */
export function ringOwnNumber(core: VoiceCore, outgoing: Call): void {
  outgoing.ring();
  const incoming = inboundCall(core, outgoing.from, outgoing.to);
  carry(core, outgoing, incoming);
  carry(core, incoming, outgoing);
  incoming.onState((state) => {
    if (state === 'in-progress') outgoing.answer();
  });
  incoming.onEnd(() => {
    const unanswered = incoming.status === 'canceled' ? 'no-answer' : incoming.status;
    outgoing.end(outgoing.status === 'in-progress' ? 'completed' : unanswered, 'the called number ended it');
  });
  outgoing.onEnd(() =>
    incoming.end(incoming.status === 'in-progress' ? 'completed' : 'canceled', 'the calling leg ended'),
  );
}

interface Carried {
  readonly source: AudioSource;
  readonly text: string | undefined;
  readonly stop: () => void;
}

/** What `from` hears sounds at the end of `to`; keys are pressed there. */
function carry(core: VoiceCore, from: Call, to: Call): void {
  const sounding = new Set<Carried>();
  // Who hears himself back, as in a conference that both legs are in, does not say it again.
  let isCarrying = false;
  from.onHear(({ phase, source, text }) => {
    if (phase === 'ended') {
      const carried = [...sounding].find((one) => one.source === source && one.text === text);
      if (!carried) return;
      sounding.delete(carried);
      carried.stop();
    } else if (!isCarrying && to.status === 'in-progress') {
      isCarrying = true;
      if (source !== 'keys') sounding.add({ source, text, stop: say(core, to, source, text) });
      else if (text !== undefined) to.press(text);
      isCarrying = false;
    }
  });
}

/** The end of a leg sounds until the function that this returns is called; whoever listens for words there gets them. */
function say({ ctx, switchboard }: VoiceCore, call: Call, source: AudioSource, text?: string): () => void {
  const sound = switchboard.sound(call.sid, source, text);
  const isWords = source === 'human' || source === 'ai' || source === 'announcement';
  if (!isWords || text === undefined) return () => sound.stop();
  const utterance: Utterance = { text, durationMs: speechMs(text, ctx.charactersPerSecond) };
  const listener = call.speechListener;
  listener?.started(utterance);
  return () => {
    sound.stop();
    if (call.speechListener === listener) listener?.finished(utterance);
  };
}
