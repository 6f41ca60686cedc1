/** Where a caller is. */
export type Phase = 'ai' | 'waiting' | 'ringing' | 'talking';

/** One call on the board: no number, nothing that was said. */
export interface LiveCall {
  readonly callSid: string;
  readonly phase: Phase;
  /** With the AI: since the call began. Else since a human was asked for. Milliseconds since the epoch. */
  readonly sinceMs: number;
  /** Words of the vocabulary; '' where nothing is known. */
  readonly language: string;
  readonly department: string;
  /** What made the handoff; '' with the AI. */
  readonly via: string;
  readonly queue: string;
}

interface Task {
  readonly status: string;
  readonly createdAtMs: number;
  readonly queue: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface Caller {
  readonly callSid: string;
  readonly startedAtMs: number;
}

const PHASES: Readonly<Record<string, Phase>> = {
  ...{ pending: 'waiting', reserved: 'ringing', assigned: 'talking' },
};

/** Who asked for a human is where the task says; every other call is with the AI. The oldest first. */
export function liveCalls(tasks: readonly Task[], callers: readonly Caller[]): LiveCall[] {
  const asked = tasks.flatMap((task) => {
    const phase = PHASES[task.status];
    const callSid = wordIn(task, 'callSid');
    return phase && callSid !== '' ? [askedFor(task, callSid, phase)] : [];
  });
  const known = new Set(asked.map(({ callSid }) => callSid));
  const withAi = callers
    .filter(({ callSid }) => !known.has(callSid))
    .map(({ callSid, startedAtMs }): LiveCall => ({
      ...{ callSid, phase: 'ai', sinceMs: startedAtMs },
      ...{ language: '', department: '', via: '', queue: '' },
    }));
  return [...asked, ...withAi].sort((a, b) => a.sinceMs - b.sinceMs || (a.callSid < b.callSid ? -1 : 1));
}

function askedFor(task: Task, callSid: string, phase: Phase): LiveCall {
  const { createdAtMs: sinceMs, queue } = task;
  const [language, department, via] = ['language', 'department', 'via'].map((name) => wordIn(task, name));
  return {
    ...{ callSid, phase, sinceMs, queue },
    ...{ language: language ?? '', department: department ?? '', via: via ?? '' },
  };
}

function wordIn({ attributes }: Task, name: string): string {
  const value = attributes[name];
  return typeof value === 'string' ? value : '';
}
