import type { AnalysisPlan } from '../rest/report-plans';
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
    const { variableValues, settings } = call.assistant;
    const analysis = analysisOf(leg, settings.analysisPlan);
    const artifact = {
      ...conversation.artifact(variableValues, settings.artifactPlan),
      ...(destination ? { transfers: [{ destination, mode: destination.transferPlan?.mode }] } : {}),
    };
    call.outcome = { analysis, artifact };
    if (mode === 'none') return;
    leg.journal('ai.report', { isFinal: true, endedReason: call.endedReason });
    leg.post('end-of-call-report', { ...times, endedReason: call.endedReason, analysis, artifact });
  });
}

/** What the analysis comes to that the assistant's plan wants: as scripted, else made of the conversation. */
function analysisOf(leg: Leg, plan: AnalysisPlan = {}): Record<string, unknown> {
  const { conversation, env } = leg;
  const { minMessagesThreshold = 2, summaryPlan, successEvaluationPlan, structuredDataPlan } = plan;
  if (conversation.known().length < minMessagesThreshold) return {};
  const { successEvaluation = 'true', structuredData = {} } = env.behaviour.analysis;
  return {
    ...((summaryPlan?.enabled ?? true) ? { summary: summary(leg) } : {}),
    ...((successEvaluationPlan?.enabled ?? true) ? { successEvaluation } : {}),
    ...(structuredDataPlan?.enabled ? { structuredData } : {}),
  };
}

/** What Vapi's summary model would say of the conversation: as scripted, else made of the caller's own words. */
export function summary({ conversation, env }: Pick<Leg, 'conversation' | 'env'>): string {
  if (env.behaviour.analysis.summary !== undefined) return env.behaviour.analysis.summary;
  const said = wordsBy('user', conversation.messages);
  return said.length > 0 ? `The caller said: ${said.join(' | ')}` : 'The caller said nothing.';
}

function iso(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
