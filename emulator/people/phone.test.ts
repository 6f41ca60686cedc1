import { Activity } from '../core/activity';
import type { EmulatorContext } from '../core/context';
import { Journal } from '../core/journal';
import type { Heard, Line, LineState, Utterance } from '../core/ports';
import { VirtualClock } from '../core/virtual-clock';
import { createPeople } from './index';
import { CallOver } from './phone';

const ANN = '+15550100';

/** A line whose other end is the test. */
class TestLine implements Line {
  readonly callSid = 'CA1';
  readonly from = ANN;
  readonly to = '+2';
  readonly log: string[] = [];
  private hear: (heard: Heard) => void = () => undefined;
  private state: (state: LineState) => void = () => undefined;

  constructor(private readonly clock: VirtualClock) {}

  answer(by = 'human'): void {
    this.log.push(`answered by ${by}`);
    this.becomes('in-progress');
  }
  refuse(how: string): void {
    this.log.push(how);
  }
  speak({ text, durationMs }: Utterance, done: () => void): void {
    this.log.push(`speaks ${text}`);
    this.clock.after(durationMs, done);
  }
  ownTurn(on: boolean): void {
    this.log.push(`own turn ${on}`);
  }
  press(digits: string): void {
    this.log.push(`key ${digits}`);
  }
  hangUp(): void {
    this.becomes('ended');
  }
  breakOff(): void {
    this.becomes('ended');
  }
  onHear(listener: (heard: Heard) => void): void {
    this.hear = listener;
  }
  onState(listener: (state: LineState) => void): void {
    this.state = listener;
  }
  becomes(state: LineState): void {
    this.state(state);
  }
  /** Words that last from now until `ms` later. */
  sounds(source: Heard['source'], text: string, ms: number): void {
    this.hear({ phase: 'started', source, text });
    this.clock.after(ms, () => this.hear({ phase: 'ended', source, text }));
  }
}

function aCall() {
  const clock = new VirtualClock(0, new Activity(), () => new Promise((turn) => setImmediate(turn)));
  const ctx = { clock, journal: new Journal(clock) } as unknown as EmulatorContext;
  const people = createPeople(ctx);
  const line = new TestLine(clock);
  const phone = people.person(ANN).dial({ dial: () => line }, '+2');
  line.becomes('in-progress');
  /** The moment at which the promise settles, and what with. */
  const outcome = async (promise: Promise<unknown>): Promise<[number, unknown]> => {
    let settled: [number, unknown] | undefined;
    promise.then(
      (value) => (settled = [clock.now(), value]),
      (error: unknown) => (settled = [clock.now(), error]),
    );
    await clock.runUntil(() => settled !== undefined, 600_000);
    return settled ?? [clock.now(), 'never'];
  };
  return { clock, people, line, phone, outcome };
}

describe('a scripted person', () => {
  it('hears words to their end, or from their start where it wants to cut in', async () => {
    const { line, phone, outcome } = aCall();
    line.sounds('ai', 'How can I help?', 1000);
    expect(await outcome(phone.hears(/help/, { at: 'start' }))).toEqual([0, 'How can I help?']);
    line.sounds('ai', 'Are you there?', 500);
    expect(await outcome(phone.hears(/there/))).toEqual([500, 'Are you there?']);
    line.sounds('music', 'La la', 9000);
    expect(await outcome(phone.hears('music'))).toEqual([500, 'La la']);
  });

  it('misses nothing that came while it spoke, and takes nothing twice', async () => {
    const { clock, line, phone, outcome } = aCall();
    clock.after(100, () => line.sounds('ai', 'First', 50));
    expect(await outcome(phone.says('Fifteen letters'))).toEqual([1000, undefined]);
    expect(await outcome(phone.hears('ai'))).toEqual([1000, 'First']);
    const [, error] = await outcome(phone.hears('ai', { withinMs: 3000 }));
    expect(String(error)).toBe('Error: +15550100 waited 3000 ms to hear ai and heard: ai “First” at 100 ms');
  });

  it('says what it wanted when the call ends first', async () => {
    const { clock, line, phone, outcome } = aCall();
    clock.after(200, () => line.becomes('ended'));
    const [atMs, error] = await outcome(phone.hears(/anything/));
    expect(atMs).toBe(200);
    expect(error).toBeInstanceOf(CallOver);
    expect(String(error)).toContain('waited to hear /anything/, but the call was over; heard: nothing');
    expect((await outcome(phone.says('Hello?')))[1]).toBeInstanceOf(CallOver);
    expect(await outcome(phone.ended)).toEqual([200, undefined]);
  });

  it('is cut off in mid-sentence when the call ends', async () => {
    const { clock, line, phone, outcome } = aCall();
    clock.after(200, () => line.becomes('ended'));
    const [atMs, error] = await outcome(phone.says('Fifteen letters'));
    expect([atMs, error]).toEqual([200, expect.any(CallOver)]);
  });

  it('has the word while it thinks', async () => {
    const { line, phone, outcome } = aCall();
    expect((await outcome(phone.thinks(700)))[0]).toBe(700);
    expect(line.log).toEqual(['own turn true', 'own turn false']);
  });
});

describe('a person whose phone rings', () => {
  it('lets it ring until told otherwise, then follows the script', async () => {
    const { clock, people } = aCall();
    const bob = people.person('+2');
    const line = new TestLine(clock);
    people.farEnds.find('+2')?.ring(line);
    bob.whenRings(async (phone) => {
      await phone.listens(100);
      phone.answer('machine');
      phone.press('1');
    });
    people.farEnds.find('+2')?.ring(line);
    await clock.advance(1000);
    expect(line.log).toEqual(['answered by machine', 'key 1']);
    expect(bob.phones).toHaveLength(2);
    expect(people.farEnds.find('+3')).toBeUndefined();
  });

  it('reports a script that failed, but not a call that ended', async () => {
    const { clock, people } = aCall();
    const bob = people.person('+2');
    const line = new TestLine(clock);
    bob.whenRings(async (phone) => void (await phone.hears(/never said/, { withinMs: 10 })));
    people.farEnds.find('+2')?.ring(line);
    await clock.advance(20);
    expect(people.failures.map(({ message }) => message)).toEqual([
      '+2 waited 10 ms to hear /never said/ and heard: nothing',
    ]);
    people.farEnds.find('+2')?.ring(line);
    line.becomes('ended');
    await clock.advance(20);
    expect(people.failures).toHaveLength(1);
  });
});
