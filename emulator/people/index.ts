import type { EmulatorContext } from '../core/context';
import type { FarEnds, Line } from '../core/ports';
import { pastLine } from './past-line';
import { CallOver, Phone, type PastCall } from './phone';

export { CallOver, Phone } from './phone';
export {
  answersAfter,
  busy,
  converses,
  declines,
  neverAnswers,
  takesTheCall,
  unreachable,
  voicemail,
} from './behaviours';

/** What a person does when the phone rings: a script that ends when the person is done with the call. */
export type Behaviour = (phone: Phone) => Promise<void> | void;

/** Who moves a person through a call: a program, unless told, or a script that can be written down. */
type Mover = 'program' | 'script';

/** Where a person's calls go: Voice, or something like it. */
interface Exchange {
  dial(from: string, to: string): Line;
}

/** Somebody with a telephone number (`+1…`, `client:…`, `sip:…`). */
export interface Person {
  readonly number: string;
  /** What the person does at each further ringing; until told, lets it ring. */
  whenRings(behaviour: Behaviour, mover?: Mover): void;
  /** Calls somebody. The answer comes with `phone.answered()`. */
  dial(exchange: Exchange, to: string, mover?: Mover): Phone;
  /** Every call that this person had or has, the oldest first. */
  readonly phones: readonly Phone[];
}

export interface People {
  readonly farEnds: FarEnds;
  /** The person with this number; a new one when nobody has it. */
  person(number: string): Person;
  /** The calls that somebody has had, in place of those that he had here. */
  recall(number: string, calls: readonly PastCall[]): void;
  /** Everybody with a telephone. */
  all(): Person[];
  /** Somebody's phone rings, is answered, hears, says something, or is over. The function it answers with stops that. */
  onChange(listener: (person: Person) => void): () => void;
  /** What went wrong in scripts that nobody awaits (those of `whenRings`). A call that ended is no error. */
  readonly failures: readonly Error[];
}

/** Scripted callers and agents at the ends of an emulated telephone network. `onProgram` hears of calls that a program moves. */
export function createPeople(
  ctx: EmulatorContext,
  onProgram: (number: string) => void = () => undefined,
): People {
  const known = new Map<string, ScriptedPerson>();
  const failures: Error[] = [];
  const listeners = new Set<(person: Person) => void>();
  const changed = (person: Person): void => {
    for (const listener of listeners) listener(person);
  };
  const person = (number: string): ScriptedPerson => {
    const one = known.get(number) ?? new ScriptedPerson(ctx, number, { failed, changed, onProgram });
    known.set(number, one);
    return one;
  };
  const failed = (number: string, error: unknown): void => {
    if (error instanceof CallOver) return;
    failures.push(error instanceof Error ? error : new Error(String(error)));
    ctx.journal.add('person.failed', { number, message: String(error) });
  };
  return {
    failures,
    farEnds: { find: (address) => known.get(address) },
    all: () => [...known.values()],
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    person,
    recall: (number, calls) => person(number).recall(calls),
  };
}

class ScriptedPerson implements Person {
  phones: Phone[] = [];
  private behaviour: Behaviour = () => undefined;
  private mover: Mover = 'script';

  constructor(
    private readonly ctx: EmulatorContext,
    readonly number: string,
    private readonly tell: {
      readonly failed: (number: string, error: unknown) => void;
      readonly changed: (person: Person) => void;
      readonly onProgram: (number: string) => void;
    },
  ) {}

  recall(calls: readonly PastCall[]): void {
    this.phones = calls.map((call) => Phone.past(this.ctx, this.number, pastLine(call), call));
  }

  whenRings(behaviour: Behaviour, mover: Mover = 'program'): void {
    this.behaviour = behaviour;
    this.mover = mover;
  }

  dial(exchange: Exchange, to: string, mover: Mover = 'program'): Phone {
    if (mover === 'program') this.tell.onProgram(this.number);
    return this.holds(exchange.dial(this.number, to));
  }

  ring(line: Line): void {
    if (this.mover === 'program') this.tell.onProgram(this.number);
    void this.answering(this.holds(line));
  }

  private holds(line: Line): Phone {
    const phone = new Phone(this.ctx, this.number, line, () => this.tell.changed(this));
    this.phones.push(phone);
    this.tell.changed(this);
    return phone;
  }

  private async answering(phone: Phone): Promise<void> {
    try {
      await this.behaviour(phone);
    } catch (error) {
      this.tell.failed(this.number, error);
    }
  }
}
