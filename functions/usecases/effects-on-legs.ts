import type { Effect } from '../domain/handoff/effect';
import type { Handoff } from '../domain/handoff/record';
import type { Answer } from '../ports/answer';
import type { AgentTextKey } from '../ports/texts';
import { insistently, patiently, type Invocation } from './invocation';
import { controlUrlOf } from './ai-leg';
import { conferenceName } from './bridge-legs';
import { doneUnlessUnsure, type Done } from './todo';

type Of<D extends Effect['do']> = Extract<Effect, { do: D }>;

const farewells: Record<NonNullable<Of<'end-agent'>['say']>, AgentTextKey> = {
  'caller-left': 'agent.callerGone',
  'too-late': 'agent.taken',
  trouble: 'agent.failed',
};

export async function endAgent(
  invocation: Invocation,
  language: string,
  { call, say }: Of<'end-agent'>,
): Promise<Done> {
  const { calls } = invocation.ports;
  if (say) {
    const words = [{ verb: 'say', text: { key: farewells[say], language } }, { verb: 'hangup' }] as const;
    const told = await insistently(invocation, () => calls.redirect(call, words));
    if (told.kind !== 'refused') return doneUnlessUnsure(told);
  }
  return doneUnlessUnsure(await insistently(invocation, () => calls.end(call)));
}

/** Refused where the leg has left the conference already. */
export async function letGo(
  invocation: Invocation,
  callSid: string,
  { n, call }: Of<'let-go'>,
): Promise<Done> {
  const { calls } = invocation.ports;
  const name = conferenceName({ callSid, n });
  return doneUnlessUnsure(
    await insistently(invocation, () => calls.changeMember(name, call, { endsConference: false })),
  );
}

export async function tellAi(
  invocation: Invocation,
  { language, department }: Handoff,
  { leg, what, afterMs }: Of<'tell-ai'>,
): Promise<Done> {
  const { ai } = invocation.ports;
  const url = await controlUrlOf(invocation, leg);
  if (url.kind !== 'ok') return doneUnlessUnsure(url);
  const values = { department };
  const tell = (): Promise<Answer<void>[]> => {
    switch (what) {
      case 'nobody':
        return Promise.all([
          patiently(invocation, () => ai.addNote(url.value, { key: 'ai.busyNote', language, values })),
          patiently(invocation, () => ai.say(url.value, { key: 'ai.busySay', language, values })),
        ]);
      case 'failed':
        return Promise.all([
          patiently(invocation, () => ai.say(url.value, { key: 'ai.fallback', language })),
        ]);
      case 'unmute':
        return Promise.all([insistently(invocation, () => ai.unmute(url.value))]);
    }
  };
  const answers = await tell();
  if (what === 'unmute') {
    const isTooEarly = afterMs !== undefined && invocation.ports.clock.nowMs() < afterMs;
    return answers.every(({ kind }) => kind === 'refused' || (kind === 'ok' && !isTooEarly))
      ? 'done'
      : 'later';
  }
  // Said twice would be worse than said perhaps: only what was surely not said is left for later.
  return answers.every((answer) => answer.kind !== 'throttled') ? 'done' : 'later';
}

export async function sendCallerBack(
  invocation: Invocation,
  callSid: string,
  handoff: Handoff,
  { n, via }: Of<'caller-back'>,
): Promise<Done> {
  const to = { route: 'voice/hold', query: { n: String(n), ...(via && { via }) } } as const;
  const answer = await insistently(invocation, () =>
    invocation.ports.calls.redirect(callSid, [{ verb: 'redirect', to }]),
  );
  const { leg } = handoff;
  // Not our call: the caller never left the AI, and hears it there.
  if (answer.kind === 'refused' && answer.status === 404 && leg !== '') {
    const unmuted = await tellAi(invocation, handoff, { do: 'tell-ai', leg, what: 'unmute' });
    if (unmuted === 'later') return unmuted;
    return tellAi(invocation, handoff, { do: 'tell-ai', leg, what: 'nobody' });
  }
  return doneUnlessUnsure(answer);
}
