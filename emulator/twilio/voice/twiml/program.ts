import { speechMs } from '../../../core/speech';
import type { Call } from '../calls/call';
import type { VoiceCore } from '../core';
import type { Element } from './document';
import { elements, TwimlError } from './document';
import type { TwimlSource } from './fetch';
import { loadTwiml } from './fetch';
import { Run, untilStopped } from './run';
import { isVerb } from './schema';
import type { Next, Stage } from './stage';
import { verbs } from './verbs';
import { playing } from './verbs/playing';

const APOLOGY = 'We are sorry. An application error has occurred. Goodbye.';

/** Gives a leg this TwiML from now on, whatever ran on it before. At its end Twilio hangs up. */
export function startProgram(core: VoiceCore, call: Call, source: TwimlSource): void {
  call.program?.stop('redirected');
  const run = new Run();
  call.program = run;
  void untilStopped(perform(core, call, run, source));
}

/**
 * Performs TwiML and every document that it leads to; a leg that is dialled dials nobody. Throws Stopped, or TwimlError
 * for a document that cannot be had.
 */
export async function interpret(
  core: VoiceCore,
  call: Call,
  run: Run,
  source: TwimlSource,
  isDialled = false,
): Promise<void> {
  let next: TwimlSource | 'next' = source;
  while (next !== 'next') {
    const { response, baseUrl } = await run.whileRunning(loadTwiml(core, call, next));
    next = await performVerbs({ core, call, run, baseUrl, isDialled }, response);
  }
}

async function perform(core: VoiceCore, call: Call, run: Run, source: TwimlSource): Promise<void> {
  try {
    await interpret(core, call, run, source);
    call.end('completed', 'end of TwiML');
  } catch (error) {
    if (!(error instanceof TwimlError)) throw error;
    if (run.isStopped) return;
    call.note('twiml.error', { code: error.code, message: error.message });
    call.answer();
    const durationMs = speechMs(APOLOGY, core.ctx.charactersPerSecond);
    await playing({ core, call, run, baseUrl: undefined }, 'announcement', APOLOGY, durationMs);
    call.end('completed', `error ${error.code}`);
  }
}

/** Performs verbs one after another until one leads to another document, or there are no more. */
async function performVerbs(stage: Stage, response: Element): Promise<Next> {
  for (const element of elements(response)) {
    if (!isVerb(element.name)) continue;
    if (stage.isDialled && element.name === 'Dial') {
      stage.call.note('twiml.error', {
        code: 13201,
        message: 'Dial: Cannot Dial out from a Dial Call Segment',
      });
      continue;
    }
    if (answersTheCall(element)) stage.call.answer();
    const verb = verbs[element.name];
    if (!verb) {
      stage.call.note('twiml.not-served', { verb: element.name });
      continue;
    }
    const next = await stage.run.whileRunning(verb(stage, element));
    if (next !== 'next') return next;
  }
  return 'next';
}

/** Every verb but these picks up a ringing inbound call; a bridge may be asked to do it later. */
function answersTheCall({ name, attributes }: Element): boolean {
  if (name === 'Dial') return attributes.answerOnBridge !== 'true';
  return !['Reject', 'Pause', 'Redirect'].includes(name);
}
