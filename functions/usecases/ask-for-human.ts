import type { AiCall, EscalationRequest } from '../domain/ai-event';
import type { ContextUpdate } from '../domain/context';
import { readEscalation } from '../domain/escalation-request';
import type { Handoff } from '../domain/handoff/record';
import type { Text } from '../ports/texts';
import { controlUrlOf } from './ai-leg';
import { escalate } from './escalate';
import { insistently, patiently, type Invocation } from './invocation';
import { prospects } from './prospects';
import { happen } from './record';

export interface HumanWanted {
  readonly callSid: string;
  readonly call: AiCall;
  readonly via: 'tool' | 'keyword';
  readonly request: EscalationRequest;
  readonly context: ContextUpdate;
}

/** The AI, or the caller in so many words, asks for a human. Answers with what the AI is to be told. */
export async function askForHuman(invocation: Invocation, wanted: HumanWanted): Promise<readonly Text[]> {
  const { callSid, call, via, request, context } = wanted;
  const { vocabulary, wait } = invocation.ports.settings;
  const { route, reason, summary, slots } = readEscalation(
    { ...request, language: request.language ?? context.language },
    vocabulary,
  );
  const { department, language, priority } = route;
  const escalated = await escalate(invocation, {
    callSid,
    request: {
      via,
      origin: call.isOurs ? 'twilio' : 'vapi',
      leg: call.leg,
      waits: wait,
      after: undefined,
      language,
      department,
    },
    priority,
    context: { ...context, reason, summary, slots, language },
  });
  if (escalated.kind === 'failed') return [{ key: 'ai.cannot', language }];
  if (escalated.kind === 'elsewhere') return [{ key: 'ai.alreadyLooking', language }];
  const { handoff, line, isNew } = escalated;
  if (isNew && wait === 'hold') await sendToHold(invocation, callSid, handoff);
  else if (isNew && via === 'keyword') await tellKeyword(invocation, handoff);
  return [
    { key: 'ai.looking', language: handoff.language, values: { department: handoff.department } },
    ...prospects('ai', handoff.language, line),
  ];
}

/** The caller waits outside the AI, as set. Where our account does not own the call, he stays. */
async function sendToHold(invocation: Invocation, callSid: string, { n }: Handoff): Promise<void> {
  const to = { route: 'voice/hold', query: { n: String(n), turn: '0' } } as const;
  const answer = await insistently(invocation, () =>
    invocation.ports.calls.redirect(callSid, [{ verb: 'redirect', to }]),
  );
  if (answer.kind === 'refused' || answer.kind === 'throttled') {
    await happen(invocation, callSid, { kind: 'caller-stays' });
  }
}

/** The model did not call the tool, so it must be told what goes on. */
async function tellKeyword(invocation: Invocation, { leg, language, department }: Handoff): Promise<void> {
  const { ai } = invocation.ports;
  const url = await controlUrlOf(invocation, leg);
  if (url.kind !== 'ok') return;
  const values = { department };
  await Promise.all([
    patiently(invocation, () => ai.addNote(url.value, { key: 'ai.keywordNote', language, values })),
    patiently(invocation, () => ai.say(url.value, { key: 'ai.keywordSay', language, values })),
  ]);
}
