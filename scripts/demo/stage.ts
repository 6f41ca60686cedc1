import type { JournalEntry } from '../../emulator/core/journal';
import type { Person, Phone } from '../../emulator/people';
import { AGENTS, NUMBER, type AgentName, type World } from './world';

interface OutcomeItem {
  readonly data: {
    readonly callSid: string;
    readonly handoff: number;
    readonly disposition: string;
    readonly via: string;
    readonly language?: string;
    readonly department?: string;
    readonly queue?: string;
  };
}

/** One scenario's view of the world: its caller, its agents, and what it finds wrong. */
export class Stage {
  readonly problems: string[] = [];
  readonly startedAtMs: number;
  /** The caller's own leg, once there is one. */
  phone: Phone | undefined;
  private readonly firstEntry: number;

  constructor(
    readonly world: World,
    readonly caller: Person,
  ) {
    this.startedAtMs = world.clock.now();
    this.firstEntry = world.emulator.journal.entries.length;
  }

  get vapi() {
    return this.world.emulator.vapi.control;
  }

  get faults() {
    return this.world.emulator.faults;
  }

  agent(name: AgentName): Person {
    return this.world.agents[name];
  }

  get callSid(): string {
    if (!this.phone) throw new Error('the scenario has no call yet');
    return this.phone.callSid;
  }

  /** The caller dials our number and waits for an answer. */
  async calls(): Promise<Phone> {
    const phone = this.caller.dial(this.world.emulator.voice, NUMBER);
    this.phone = phone;
    await phone.answered();
    return phone;
  }

  /** The caller dials, hears the greeting out and says what it is about. */
  async callsAbout(...sentences: string[]): Promise<Phone> {
    const phone = await this.calls();
    for (const sentence of sentences) {
      await phone.hears('ai');
      await phone.thinks(500);
      await phone.says(sentence);
    }
    return phone;
  }

  /** The AI leg that has, or had last, this caller. */
  get aiCallId(): string {
    const leg = this.vapi
      .legs()
      .filter(({ callSid }) => callSid === this.callSid)
      .at(-1);
    if (!leg) throw new Error('no AI leg has the caller');
    return leg.callId;
  }

  /** Lets emulated time pass from within a script. */
  passes(ms: number): Promise<void> {
    return new Promise((resolve) => void this.world.clock.after(ms, resolve));
  }

  /** Notes a problem unless `condition` holds. */
  must(condition: boolean, problem: string): void {
    if (!condition) this.problems.push(problem);
  }

  /** What the emulator wrote down since the scenario began. */
  entries(kind?: string): JournalEntry[] {
    const since = this.world.emulator.journal.entries.slice(this.firstEntry);
    return kind === undefined ? since : since.filter((entry) => entry.kind === kind);
  }

  /** Attributes of the tasks of this scenario, as they were last. */
  tasks(): { sid: string; attributes: Record<string, unknown> }[] {
    const last = new Map<string, Record<string, unknown>>();
    for (const entry of this.entries()) {
      if (!entry.kind.startsWith('task.') || typeof entry['task_attributes'] !== 'string') continue;
      last.set(String(entry['task_sid']), JSON.parse(entry['task_attributes']) as Record<string, unknown>);
    }
    return [...last].map(([sid, attributes]) => ({ sid, attributes }));
  }

  /** The outcomes that were recorded for this call, in order. */
  async outcomes(): Promise<OutcomeItem['data'][]> {
    const { syncServiceSid } = this.world.outputs;
    const { items } = await this.world.rest<{ items: OutcomeItem[] }>(
      'GET',
      `sync.twilio.com/v1/Services/${syncServiceSid}/Lists/outcomes/Items?PageSize=100&Order=desc`,
    );
    return items
      .map(({ data }) => data)
      .filter(({ callSid }) => callSid === this.phone?.callSid)
      .sort((a, b) => a.handoff - b.handoff);
  }

  /** The person behind a number, as the timeline names them. */
  who(number: string): string {
    if (number === this.caller.number) return 'caller';
    return Object.values(AGENTS).find((agent) => agent.number === number)?.name ?? 'somebody';
  }
}
