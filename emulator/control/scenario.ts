import { z } from 'zod';
import { taking, type Endpoint } from './endpoint';
import { StepBody, type ScenarioPlayer } from './scenario-player';
import { refuseUnknownDomains } from './settings';
import type { ControlTarget } from './target';

/** A scenario file: what happens when. */
const ScenarioBody = z.strictObject({
  steps: z.array(StepBody, { error: 'a list of steps' }).max(1000, { error: 'at most 1000 steps' }),
});

export function scenarioEndpoints(target: ControlTarget, player: ScenarioPlayer): Endpoint[] {
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
        player.play(steps);
        return c.json({ steps: steps.length, startsAtMs: target.clock.now() }, 202);
      },
    }),
  ];
}
