import type { Disposition, Times } from '../domain/handoff/outcome';
import type { HandoffState } from '../domain/handoff/record';
import type { Ports } from '../ports';
import { contextForAgent } from './context-for-agent';
import { begin } from './invocation';
import { readHandoff } from './record';

export interface WatchedCall {
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
  readonly disposition: Disposition | undefined;
  /** Of one that is over only the request and the end: the outcome has the others. */
  readonly times: Times;
  readonly language: string;
  readonly department: string;
  /** Agents whose phone rang, and those of them who declined. */
  readonly rung: number;
  readonly declined: number;
}

/** One call as a supervisor sees it. */
export async function watchedCall(ports: Ports, callSid: string): Promise<WatchedCall | 'unknown'> {
  const [known, context] = await Promise.all([
    readHandoff(begin(ports), callSid),
    contextForAgent(ports, callSid),
  ]);
  if (known === undefined || context === 'unknown') return 'unknown';
  const handoff = known === 'absent' ? undefined : known.value;
  return {
    handoff: handoff && {
      n: handoff.n,
      state: handoff.state.name,
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
