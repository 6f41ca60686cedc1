import type { Activity, Work } from '../activity';
import type { SeededIds } from '../ids';
import type { VirtualClock } from '../virtual-clock';
import { WORK_HEADER, type Course } from './course';
import type { Answered, Asked, Input, Place, Told } from './input';

type Answer = Omit<Answered, 'kind' | 'webhook'>;

interface Open {
  readonly work: Work;
  readonly resolve: (answer: Answer) => void;
  /** Requests that the receiver of this webhook makes just now. */
  asking: number;
}

/** How what came from outside comes once more, as if it came now. */
export interface Again {
  ask(asked: Asked): Promise<unknown>;
  tell(told: Told): Promise<unknown>;
}

/** Lets a course happen again: the same inputs at the same places. Webhooks are not sent, their answers are known. */
export class Repetition {
  private readonly open = new Map<string, Open>();
  /** Requests of Functions that are not answered yet, each with its work. */
  private readonly unanswered = new Map<Asked, Work>();

  constructor(
    private readonly course: Course,
    private readonly virtual: VirtualClock,
    private readonly ids: SeededIds,
    private readonly activity: Activity,
    private readonly again: Again,
  ) {}

  /** From the beginning of the course, whose state is there, to `end`. Throws an Error when things take another course. */
  async run(inputs: readonly Input[], end: Place): Promise<void> {
    const { course } = this;
    course.turns = 0;
    course.repetition = this;
    try {
      for (const input of inputs) {
        await this.goTo(input);
        if (input.kind === 'request') void this.ask(input);
        if (input.kind === 'answer') this.answer(input);
        if (input.kind === 'socket') await this.again.tell(input);
      }
      await this.goTo(end);
      // A course ends when no work is under way: whoever still asks had given up.
      for (const [asked, work] of this.unanswered) {
        asked.asker = 'gave-up';
        work.end();
      }
    } finally {
      this.open.clear();
      course.repetition = undefined;
    }
  }

  /** Stands for the receiver of a webhook. Time goes on until the answer, as while a receiver waits for the emulator. */
  receive(webhook: string, work: Work): Promise<Answer> {
    work.pause();
    return new Promise((resolve) => this.open.set(webhook, { work, resolve, asking: 0 }));
  }

  private async goTo({ turns, atMs, ids, work }: Place): Promise<void> {
    const { course, virtual } = this;
    await virtual.runUntil(() => course.turns >= turns, Math.max(0, atMs - virtual.now()));
    if (course.turns !== turns)
      throw new Error(`${turns} timers had run at ${atMs}, now it is ${course.turns}`);
    virtual.moveTo(atMs);
    this.ids.position = ids;
    this.activity.counter = work;
  }

  private async ask(asked: Asked): Promise<void> {
    const id = asked.headers[WORK_HEADER] ?? '';
    const receiver = this.open.get(id);
    if (receiver && ++receiver.asking === 1) receiver.work.resume();
    const own = receiver === undefined && asked.asker ? this.activity.begin(id) : undefined;
    if (own) this.unanswered.set(asked, own);
    const answered = this.again.ask(asked).catch(() => undefined);
    if (asked.asker === 'gave-up') own?.end();
    await answered;
    own?.end();
    this.unanswered.delete(asked);
    if (receiver && --receiver.asking === 0) receiver.work.pause();
  }

  private answer({ webhook, status, headers, body, error }: Answered): void {
    const receiver = this.open.get(webhook);
    if (!receiver) throw new Error(`${webhook} was answered, now it was not sent`);
    this.open.delete(webhook);
    if (receiver.asking === 0) receiver.work.resume();
    receiver.resolve({ status, headers, body, ...(error === undefined ? {} : { error }) });
  }
}
