import { toldContext } from '../domain/told-context';
import type { Disposition } from '../domain/handoff/outcome';
import type { Handoff } from '../domain/handoff/record';
import type { BackTextKey } from '../ports/texts';
import type { VoiceAnswer } from '../ports/voice-answer';
import { connectLeg } from './connect-leg';
import { contextBeside } from './context';
import { farewell } from './hold-answer';
import type { Invocation } from './invocation';
import { happen } from './record';

/** The caller hears nothing while this lasts. */
const AI_DEADLINE_MS = 1_500;

type Why = 'NoAgent' | 'Agent' | 'Failure';

/** A caller whose handoff is over gets a new AI leg that knows what was said and why he is back. */
export async function backToAi(
  invocation: Invocation,
  { callSid, caller }: { readonly callSid: string; readonly caller: string | undefined },
  handoff: Handoff | undefined,
): Promise<VoiceAnswer> {
  const disposition = handoff?.state.name === 'closed' ? handoff.state.disposition : undefined;
  if (disposition === 'caller-left' || disposition === 'connected') return [{ verb: 'hangup' }];
  const known = await contextBeside(invocation, callSid, handoff);
  const language =
    known?.language ?? handoff?.language ?? invocation.ports.settings.vocabulary.defaultLanguage;
  const why = whyOf(disposition);
  const first: BackTextKey = `assistant.backAfter${why}`;
  const reason: BackTextKey = `assistant.backWhy${why}`;
  const n = handoff?.n ?? 0;
  const request = {
    callSid,
    caller: known?.caller ?? caller,
    language,
    back: {
      firstMessage: { key: first, language },
      notes: [
        { key: reason, language },
        { key: 'assistant.backContext', language, values: { context: known ? toldContext(known) : '' } },
      ],
    },
    deadlineMs: AI_DEADLINE_MS,
  } as const;
  const connected = await connectLeg(invocation, request, n);
  if (connected) {
    if (handoff) await happen(invocation, callSid, { kind: 'back-with-ai', leg: connected.leg, n });
    return connected.answer;
  }
  if (disposition !== 'returned-to-ai') return farewell(language);
  return [
    { verb: 'redirect', to: { route: 'voice/hold', query: { n: String(n), via: 'vapi-down', turn: '0' } } },
  ];
}

function whyOf(disposition: Disposition | undefined): Why {
  switch (disposition) {
    case 'no-agent':
    case 'declined':
    case 'ai-lost':
      return 'NoAgent';
    case 'returned-to-ai':
      return 'Agent';
    default:
      return 'Failure';
  }
}
