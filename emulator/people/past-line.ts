import type { Line } from '../core/ports';

const nothing = (): void => undefined;

/** The line of a call that is over: nothing can be done with it any more. */
export function pastLine(call: Pick<Line, 'callSid' | 'from' | 'to'>): Line {
  return {
    ...{ callSid: call.callSid, from: call.from, to: call.to },
    ...{ answer: nothing, refuse: nothing, speak: nothing, ownTurn: nothing, press: nothing },
    ...{ hangUp: nothing, breakOff: nothing, onHear: nothing, onState: nothing },
  };
}
