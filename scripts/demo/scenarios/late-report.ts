import { answersAfter } from '../../../emulator/people';
import { helps } from '../conversation';
import type { Scenario } from '../scenario';

const SUMMARY = 'The caller wants the second charge of October refunded.';

export const lateReport: Scenario = {
  name: 'late-report',
  title:
    'End-of-call reports in the middle of the transfer, a premature one first: kept, and the summary reaches the task.',
  onDuty: ['ana'],
  ends: ['connected'],
  async play(stage) {
    stage.vapi.reports({ mode: 'none', delayMs: 0 });
    stage.agent('ana').whenRings(
      answersAfter(3000, async (agent) => {
        await agent.hears(/press 1/i);
        agent.press('1');
        await stage.passes(90);
        const callId = stage.aiCallId;
        stage.vapi.send(callId, 'end-of-call-report', {
          endedReason: 'call.in-progress.twilio-completed-call',
          analysis: {},
          artifact: {},
        });
        await stage.passes(60);
        stage.vapi.send(callId, 'end-of-call-report', {
          endedReason: 'customer-ended-call',
          analysis: { summary: SUMMARY },
          artifact: { transcript: 'AI: Hello\nUser: I was charged twice.' },
        });
        await helps(stage, agent);
      }),
    );
    const phone = await stage.callsAbout('Hello, I was charged twice.', 'I want to speak to a human.');
    await phone.ended;
  },
  check(stage) {
    const [task] = stage.tasks();
    stage.must(task?.attributes['summary'] === SUMMARY, 'the report’s summary did not reach the task');
  },
};
