import { closed, isSearching, nobody, tellCaller } from './change';
import { forwarded, talkedMs } from './bridge';
import type { Effect } from './effect';
import type { HandoffEvent, Moment } from './event';
import type { Handoff } from './record';

export function callerLeft(handoff: Handoff, moment: Moment): Handoff {
  const { state } = handoff;
  switch (state.name) {
    case 'closed':
      return handoff;
    case 'bridged':
      return closed(handoff, 'connected', [], moment);
    case 'transferring':
      // Talking, with the news of it lost; should the agent be alone after all, he is not left so.
      return closed(
        handoff,
        talkedMs(handoff, moment) >= moment.policy.dropMs ? 'connected' : 'caller-left',
        endAgent(handoff, 'caller-left'),
        moment,
      );
    default:
      return closed(handoff, 'caller-left', endAgent(handoff, 'caller-left'), moment);
  }
}

/** The task is gone: canceled when the workflow's last target timed out, deleted, or ended by somebody else. */
export function taskOver(
  handoff: Handoff,
  { task, n }: Extract<HandoffEvent, { kind: 'task-over' }>,
  moment: Moment,
): Handoff {
  const { state } = handoff;
  if (state.name === 'closed' || !isSearching(handoff)) return handoff;
  if (state.name === 'requested')
    return handoff.n === n
      ? searchOver({ ...handoff, state: { ...state, name: 'queued', task } }, moment)
      : handoff;
  return state.task === task ? searchOver(handoff, moment) : handoff;
}

export function searchOver(handoff: Handoff, moment: Moment): Handoff {
  if (!isSearching(handoff)) return handoff;
  const effects = [...tellCaller(handoff, 'nobody'), ...endAgent(handoff, 'too-late')];
  return closed(handoff, nobody(handoff), effects, moment);
}

function endAgent({ state }: Handoff, why: 'caller-left' | 'too-late'): Effect[] {
  if (!('agentCall' in state)) return [];
  const say = state.name === 'ringing' ? {} : { say: why };
  return [{ do: 'end-agent', call: state.agentCall, ...say }];
}

/** For calls that began at Vapi: what its own ending says is all that is heard of the call. */
export function legOver(
  handoff: Handoff,
  { leg, how }: Extract<HandoffEvent, { kind: 'leg-over' }>,
  moment: Moment,
): Handoff {
  const { state } = handoff;
  if (handoff.leg !== leg || state.name === 'closed') return handoff;
  if (state.name === 'bridged') return handoff;
  if (state.name === 'transferring') {
    if (state.bridge === 'conference') return handoff;
    if (how === 'forwarded') return forwarded(handoff, { kind: 'forwarded', leg }, moment);
    return closed(
      handoff,
      how === 'failed' ? 'failed:transfer' : 'caller-left',
      endAgent(handoff, 'caller-left'),
      moment,
    );
  }
  return closed(
    handoff,
    how === 'failed' ? 'ai-lost' : 'caller-left',
    endAgent(handoff, 'caller-left'),
    moment,
  );
}
