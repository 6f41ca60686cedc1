import type { Disposition, Times } from '../domain/handoff/outcome';
import type { HandoffState } from '../domain/handoff/record';
import type { Ports } from '../ports';
import type { Ear } from '../domain/supervision';
import { contextForAgent } from './context-for-agent';
import { begin } from './invocation';
import { ownEar } from './listening';
import { readHandoff } from './record';

export interface WatchedCall {
  /** How the supervisor is in it; undefined where he is not. */
  readonly ear: Ear | undefined;
  /** The newest handoff; undefined where no human was asked for. */
  readonly handoff: WatchedHandoff | undefined;
  /** Who calls and why; undefined where nothing is kept of it. */
  readonly about:
    | {
        readonly caller: string | undefined;
        readonly language: string;
        readonly reason: string | undefined;
        readonly summary: string | undefined;
      }
    | undefined;
}

interface WatchedHandoff {
  readonly n: number;
  readonly state: HandoffState['name'];
  /** In a conference of ours, which can be listened to. */
  readonly isTalking: boolean;
  readonly disposition: Disposition | undefined;
  /** Of one that is over only the request and the end: the outcome has the others. */
  readonly times: Times;
  readonly language: string;
  readonly department: string;
  /** Agents whose phone rang, and those of them who declined. */
  readonly rung: number;
  readonly declined: number;
}

/** One call as a supervisor sees it. `label`: of his own leg, where he may listen. */
export async function watchedCall(
  ports: Ports,
  callSid: string,
  label: string | undefined,
): Promise<WatchedCall | 'unknown'> {
  const [ear, known, context] = await Promise.all([
    label === undefined ? undefined : ownEar(ports, callSid, label),
    readHandoff(begin(ports), callSid),
    contextForAgent(ports, callSid),
  ]);
  if (known === undefined || context === 'unknown') return 'unknown';
  const handoff = known === 'absent' ? undefined : known.value;
  return {
    ear,
    handoff: handoff && {
      n: handoff.n,
      state: handoff.state.name,
      isTalking: handoff.state.name === 'bridged' && handoff.state.bridge === 'conference',
      disposition: handoff.state.name === 'closed' ? handoff.state.disposition : undefined,
      times: handoff.times,
      language: handoff.language,
      department: handoff.department,
      rung: handoff.rung,
      declined: handoff.declined,
    },
    about: context && {
      caller: context.caller,
      language: context.language,
      reason: context.reason,
      summary: context.summary,
    },
  };
}
