import type { Stage } from './stage';
import type { WorldOptions } from './world';

/** A call, played on the local platform. */
export interface Scenario {
  readonly name: string;
  /** One sentence: what happens and what must come of it. */
  readonly title: string;
  /** The environment it needs, where it is not the default one. */
  readonly world?: Pick<WorldOptions, 'bridge' | 'wait'>;
  /** Who is on duty; the others are offline. */
  readonly onDuty: readonly ('ana' | 'ben' | 'cleo')[];
  /** Plays the call. Promises resolve in emulated time. */
  play(stage: Stage): Promise<void>;
  /** The dispositions that the call's handoffs must end with, in order. */
  readonly ends: readonly string[];
  /** What must hold besides; runs when everything is over. */
  check?(stage: Stage): Promise<void> | void;
}
