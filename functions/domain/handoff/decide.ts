import { accepted, refused, reservationOver, rings, whispered } from './agent';
import {
  agentAlone,
  agentEnds,
  agentGone,
  bridgeChanged,
  bridgeLost,
  bridgeOver,
  callerAlone,
  forwarded,
  joined,
  lookedAfter,
  redirectRefused,
} from './bridge';
import { isLive, leased } from './change';
import { callerLeft, legOver, searchOver, taskOver } from './end';
import type { HandoffEvent, Moment } from './event';
import type { Handoff } from './record';
import { memberJoined } from './transfer';
import { requested, taskCreated, taskRefused } from './request';

/**
 * The handoff's whole logic: what an event makes of a record. The same record (by reference) means that it changes
 * nothing. The effects that a decision wants are in the new record's `todo`, so that they are stored with it.
 */
export function decide(handoff: Handoff, event: HandoffEvent, moment: Moment): Handoff;
export function decide(
  handoff: Handoff | undefined,
  event: HandoffEvent,
  moment: Moment,
): Handoff | undefined;
export function decide(
  handoff: Handoff | undefined,
  event: HandoffEvent,
  moment: Moment,
): Handoff | undefined {
  if (event.kind === 'requested') return requested(handoff, event, moment);
  return handoff && decideKnown(handoff, event, moment);
}

function decideKnown(
  handoff: Handoff,
  event: Exclude<HandoffEvent, { kind: 'requested' }>,
  moment: Moment,
): Handoff {
  switch (event.kind) {
    case 'task-created':
      return taskCreated(handoff, event, moment);
    case 'task-refused':
      return taskRefused(handoff, event.n, moment);
    case 'caller-holds':
      return isLive(handoff) && (handoff.waits !== 'hold' || handoff.leg !== '')
        ? { ...handoff, waits: 'hold', leg: '' }
        : handoff;
    case 'caller-stays':
      return isLive(handoff) && handoff.waits === 'hold' && handoff.leg !== ''
        ? { ...handoff, waits: 'ai' }
        : handoff;
    case 'rings':
      return rings(handoff, event, moment);
    case 'whispered':
      return whispered(handoff, event, moment);
    case 'refused':
      return refused(handoff, event, moment);
    case 'accepted':
      return accepted(handoff, event, moment);
    case 'bridge-changed':
      return bridgeChanged(handoff, event);
    case 'reservation-over':
      return reservationOver(handoff, event.reservation, moment);
    case 'agent-gone':
      return agentGone(handoff, event, moment);
    case 'agent-alone':
      return agentAlone(handoff, event, moment);
    case 'redirect-refused':
      return redirectRefused(handoff, event, moment);
    case 'caller-alone':
      return callerAlone(handoff, event, moment);
    case 'joined':
      return joined(handoff, event, moment);
    case 'forwarded':
      return forwarded(handoff, event, moment);
    case 'bridge-over':
      return bridgeOver(handoff, event, moment);
    case 'bridge-lost':
      return bridgeLost(handoff, event, moment);
    case 'agent-ends':
      return agentEnds(handoff, event, moment);
    case 'member-joined':
      return memberJoined(handoff, event, moment);
    case 'looked-after':
      return lookedAfter(handoff, event, moment);
    case 'task-over':
      return taskOver(handoff, event, moment);
    case 'caller-left':
      return callerLeft(handoff, moment);
    case 'leg-over':
      return legOver(handoff, event, moment);
    case 'back-with-ai':
      return isLive(handoff) || handoff.n !== event.n ? handoff : { ...handoff, leg: event.leg, waits: 'ai' };
    case 'search-over':
      return searchOver(handoff, moment);
  }
}

/** Takes what is to be done over from a holder whose lease has run out. */
export function takenOver(handoff: Handoff, moment: Moment): Handoff {
  return leased(handoff, moment);
}
