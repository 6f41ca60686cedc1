import { z } from 'zod';
import type { Cancel } from '../core/clock';
import { asRule, FaultBody } from './faults';
import { address, durationMs, flag } from './fields';
import { DialBody } from './people';
import type { Directory } from './people/directory';
import { RingingBody } from './people/ringing';
import { applySettings, SettingsBody } from './settings';
import type { ControlTarget } from './target';

const KINDS = ['fault', 'clearFaults', 'cutSockets', 'settings', 'person', 'dial'] as const;

export const StepBody = z
  .strictObject({
    atMs: durationMs('milliseconds after the start of the scenario'),
    fault: FaultBody.optional(),
    clearFaults: flag().optional(),
    cutSockets: flag().optional(),
    settings: SettingsBody.optional(),
    person: z.strictObject({ number: address(), whenRings: RingingBody }).optional(),
    dial: DialBody.extend({ from: address() }).optional(),
  })
  .superRefine((step, context) => {
    if (KINDS.filter((kind) => step[kind] !== undefined).length !== 1) {
      context.addIssue({ code: 'custom', path: [], message: `atMs and exactly one of ${KINDS.join(', ')}` });
    }
  });

export type Step = z.output<typeof StepBody>;

/** The steps that are still to come, each with its moment. */
export const ScenarioSnapshot = z.array(z.strictObject({ dueMs: z.number(), step: StepBody }));

type Pending = z.output<typeof ScenarioSnapshot>[number];

/** Plays scenarios: what happens when. */
export class ScenarioPlayer {
  private readonly pending = new Map<Pending, Cancel>();

  constructor(
    private readonly target: ControlTarget,
    private readonly directory: Directory,
  ) {}

  play(steps: readonly Step[]): void {
    const startMs = this.target.clock.now();
    for (const step of steps) {
      if (step.atMs === 0) this.take(step);
      else this.await({ dueMs: startMs + step.atMs, step });
    }
  }

  save(): Pending[] {
    return [...this.pending.keys()];
  }

  load(saved: readonly Pending[]): void {
    for (const cancel of this.pending.values()) cancel();
    this.pending.clear();
    for (const pending of saved) this.await(pending);
  }

  private await(pending: Pending): void {
    const { lastingClock } = this.target;
    const run = (): void => {
      this.pending.delete(pending);
      this.take(pending.step);
    };
    // Behind whatever else falls due at that moment, so that a restored one comes in the same place.
    this.pending.set(pending, lastingClock.after(pending.dueMs - lastingClock.now(), run, 'scenario'));
  }

  private take(step: Step): void {
    const { target, directory } = this;
    const { fault, clearFaults, cutSockets, settings, person, dial } = step;
    try {
      if (fault) target.faults.add(asRule(fault));
      if (clearFaults) target.faults.clear();
      if (cutSockets) target.sockets.cut();
      if (settings) applySettings(target, settings);
      if (person) directory.whenRings(person.number, person.whenRings);
      if (dial) directory.dial(dial.from, dial.to, dial.script ?? []);
    } catch (error) {
      target.journal.add('scenario.failed', { atMs: step.atMs, message: String(error) });
    }
  }
}
