import type { Ports } from '../../functions/ports';
import { portsOf } from './ports';
import type { World } from './world';

/** One Function at work; `isDead`: killed, nothing of it goes on. */
export interface Run {
  readonly label: string;
  /** This container's clock is off by so much. */
  readonly skewMs: number;
  isDead: boolean;
}

/** The platform ends a Function then. */
export const LIFE_MS = 10_000;

/** Starts use cases as the platform starts Functions: late, twice, never, and killed on the way. */
export class FunctionRuns {
  /** How many were killed so far. */
  killed = 0;
  /** What a use case threw: always a bug. */
  readonly errors: unknown[] = [];

  constructor(private readonly world: World) {}

  /** Best effort, unordered: may be lost unless `isSure`. */
  webhook<T>(
    label: string,
    use: (ports: Ports) => Promise<T>,
    then: (answer: T | undefined) => void = () => undefined,
    isSure = false,
  ): void {
    const { chance, time } = this.world;
    const delayMs = chance.pick(`${label} takes`, 20, [8, 300], [4, 2_500]);
    const fate = chance.pick(`${label} comes`, 'once', [5, 'twice'], [isSure ? 0 : 4, 'lost']);
    if (fate === 'lost') {
      time.note(`lost: ${label}`);
      return;
    }
    time.after(delayMs, () => this.start(label, use, then));
    if (fate === 'twice') {
      time.after(delayMs + chance.pick(`${label} comes again after`, 5, [40, 700]), () =>
        this.start(`${label} again`, use, () => undefined),
      );
    }
  }

  /** Somebody waits for the answer: asked again once when it fails. */
  answer<T>(label: string, use: (ports: Ports) => Promise<T>, then: (answer: T | undefined) => void): void {
    this.world.time.after(20, () =>
      this.start(label, use, (answer) =>
        answer === undefined ? this.start(`${label} again`, use, then) : then(answer),
      ),
    );
  }

  private start<T>(
    label: string,
    use: (ports: Ports) => Promise<T>,
    then: (answer: T | undefined) => void,
  ): void {
    const { time, chance } = this.world;
    const run: Run = {
      label,
      skewMs: chance.pick(`the clock of ${label}`, 0, [4, 1_000], [4, -1_000]),
      isDead: false,
    };
    let isOver = false;
    time.note(`> ${label}`);
    const kill = (): void => {
      if (isOver) return;
      isOver = true;
      run.isDead = true;
      this.killed += 1;
      time.note(`killed: ${label}`);
      then(undefined);
    };
    time.after(LIFE_MS, kill);
    use(portsOf(this.world, run, kill)).then(
      (answer) => {
        if (isOver) return;
        isOver = true;
        then(answer);
      },
      (error: unknown) => this.errors.push(error),
    );
  }
}
