import { wordsBy } from './conversation';
import type { Leg } from './leg';

/**
 * Sends the end-of-call report, `delayMs` after the end; on request a premature one without analysis goes first, as
 * captured live in 2026. Source: OpenAPI `ServerMessageEndOfCallReport`.
 */
export function reportEnd(leg: Leg): void {
  const { behaviour, ctx } = leg.env;
  const { mode, delayMs } = behaviour.reports;
  const { call, conversation } = leg;
  const { startedAtMs, endedAtMs, destination } = call;
  const times = { startedAt: iso(startedAtMs), endedAt: iso(endedAtMs), cost: 0, costs: [], destination };
  if (mode === 'premature-then-final') {
    leg.journal('ai.report', { isFinal: false });
    leg.post('end-of-call-report', {
      ...times,
      endedReason: 'call.in-progress.twilio-completed-call',
      analysis: {},
      artifact: { messages: [], messagesOpenAIFormatted: [], transcript: '' },
    });
  }
  ctx.clock.after(delayMs, () => {
    const analysis = { summary: summary(leg), successEvaluation: 'true' };
    const artifact = conversation.artifact(call.assistant.variableValues);
    call.outcome = { analysis, artifact };
    if (mode === 'none') return;
    leg.journal('ai.report', { isFinal: true, endedReason: call.endedReason });
    leg.post('end-of-call-report', { ...times, endedReason: call.endedReason, analysis, artifact });
  });
}

/** What Vapi's summary model would say of the conversation, made of the caller's own words. */
export function summary({ conversation }: Leg): string {
  const said = wordsBy('user', conversation.messages);
  return said.length > 0 ? `The caller said: ${said.join(' | ')}` : 'The caller said nothing.';
}

function iso(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
