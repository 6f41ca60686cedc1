import { isSupervisorLabel } from '../../domain/supervision';
import { route } from '../../route';
import { agentLegOf, countOf, sidOf, textOf } from '../../requests/twilio';
import { conferenceEvent } from '../../usecases/conference-event';

/** Status callback of the conference in which caller and agent meet. */
export const handler = route('conference/status', async ({ ports, event, note }) => {
  const leg = agentLegOf(event);
  const type = textOf(event, 'StatusCallbackEvent');
  note({ type });
  await conferenceEvent(ports, {
    ...{ leg, type, redirectedAtMs: countOf(event, 'redirectedAtMs') || undefined },
    leaving:
      textOf(event, 'EndConferenceOnExit') === 'false' &&
      !isSupervisorLabel(textOf(event, 'ParticipantLabel')),
    joining: textOf(event, 'ParticipantLabel').startsWith('WR') ? sidOf(event, 'CallSid', 'CA') : undefined,
  });
  return { status: 200 };
});
