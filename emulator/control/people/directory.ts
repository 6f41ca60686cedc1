import { CallOver, type Person, type Phone } from '../../people';
import { Refusal } from '../refusal';
import type { ControlTarget } from '../target';
import { perform, type Action } from './action';
import { behaviourOf, type Ringing } from './ringing';
import type { PeopleState } from './snapshot';

/** People as the controls move them; remembers what each was told to do when the phone rings. */
export class Directory {
  readonly ringing = new Map<string, Ringing>();

  constructor(private readonly target: ControlTarget) {}

  whenRings(number: string, ringing: Ringing): Person {
    const person = this.target.people.person(number);
    person.whenRings(behaviourOf(ringing), 'script');
    this.ringing.set(number, ringing);
    return person;
  }

  save(): PeopleState {
    return this.target.people.all().map(({ number, phones }) => ({
      number,
      whenRings: this.ringing.get(number),
      calls: phones.map((phone) => phone.save()),
    }));
  }

  /** People whom the file does not know let it ring, and have had no calls. */
  load(saved: PeopleState): void {
    const { people } = this.target;
    for (const { number } of people.all()) people.recall(number, []);
    for (const number of this.ringing.keys()) people.person(number).whenRings(() => undefined, 'script');
    this.ringing.clear();
    for (const { number, whenRings, calls } of saved) {
      people.recall(number, calls);
      if (whenRings) this.whenRings(number, whenRings);
    }
  }

  /** Dials and, once answered, follows the script. */
  dial(from: string, to: string, script: readonly Action[]): Phone {
    const { voice, numbers, people } = this.target;
    if (!numbers.find(to)) {
      throw new Refusal(
        400,
        `to: got ${to}, wants a number of the account (${numbers.all().join(', ') || 'it has none'}) or app: and one of its applications`,
      );
    }
    const phone = people.person(from).dial(voice, to, 'script');
    void this.follow(phone, async () => {
      await phone.answered();
      await perform(phone, script);
    });
    return phone;
  }

  /** Begins the script on this person's newest call and says which that is. */
  act(number: string, script: readonly Action[]): Phone {
    const person = this.find(number);
    const phone = person.phones.filter(({ isOver }) => !isOver).at(-1);
    if (!phone) {
      throw new Refusal(
        409,
        `${number} has no call now; POST /_emulator/people/${number}/calls dials, or have it rung`,
      );
    }
    const first = script[0];
    const rings = phone.lineState === 'ringing';
    const needsTalk = first?.say !== undefined || first?.press !== undefined;
    if (rings && needsTalk)
      throw new Refusal(409, `the phone of ${number} is not answered yet; {"answer": "human"} does`);
    void this.follow(phone, () => perform(phone, script));
    return phone;
  }

  find(number: string): Person {
    const person = this.target.people.all().find((one) => one.number === number);
    if (!person)
      throw new Refusal(404, `nobody has the number ${number}; GET /_emulator/people lists everybody`);
    return person;
  }

  private async follow(phone: Phone, script: () => Promise<void>): Promise<void> {
    try {
      await script();
    } catch (error) {
      const how = error instanceof CallOver ? 'person.call-over' : 'person.failed';
      const message = error instanceof Error ? error.message : String(error);
      this.target.journal.add(how, { callSid: phone.callSid, number: phone.number, message });
    }
  }
}
