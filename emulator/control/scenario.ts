import { z } from 'zod';
import { taking, type Endpoint } from './endpoint';
import { asRule, FaultBody } from './faults';
import { address, durationMs, flag } from './fields';
import { DialBody } from './people';
import type { Directory } from './people/directory';
import { RingingBody } from './people/ringing';
import { applySettings, refuseUnknownDomains, SettingsBody } from './settings';
import type { ControlTarget } from './target';

const KINDS = ['fault', 'clearFaults', 'cutSockets', 'settings', 'person', 'dial'] as const;

const StepBody = z
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

/** A scenario file: what happens when. */
const ScenarioBody = z.strictObject({
  steps: z.array(StepBody, { error: 'a list of steps' }).max(1000, { error: 'at most 1000 steps' }),
});

export function scenarioEndpoints(target: ControlTarget, directory: Directory): Endpoint[] {
  const take = (step: z.output<typeof StepBody>): void => {
    const { fault, clearFaults, cutSockets, settings, person, dial } = step;
    if (fault) target.faults.add(asRule(fault));
    if (clearFaults) target.faults.clear();
    if (cutSockets) target.sockets.cut();
    if (settings) applySettings(target, settings);
    if (person) directory.whenRings(person.number, person.whenRings);
    if (dial) directory.dial(dial.from, dial.to, dial.script ?? []);
  };
  return [
    taking({
      method: 'POST',
      path: '/scenario',
      about:
        "Plays a scenario file from now on: faults, settings, people and calls, each at its time on the emulator's clock",
      body: ScenarioBody,
      example: {
        steps: [
          { atMs: 0, settings: { roundTripMs: 200 } },
          {
            atMs: 5000,
            fault: { target: 'webhook', pattern: '^taskrouter\\.assignment', drop: true, times: 1 },
          },
        ],
      },
      answer(c, { steps }) {
        for (const { settings } of steps) if (settings) refuseUnknownDomains(target, settings);
        for (const step of steps) {
          const run = (): void => {
            try {
              take(step);
            } catch (error) {
              target.journal.add('scenario.failed', { atMs: step.atMs, message: String(error) });
            }
          };
          if (step.atMs === 0) run();
          else target.clock.after(step.atMs, run);
        }
        return c.json({ steps: steps.length, startsAtMs: target.clock.now() }, 202);
      },
    }),
  ];
}
