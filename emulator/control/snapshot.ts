import type { Endpoint } from './endpoint';
import { untilIdle } from './idle';
import type { Directory } from './people/directory';
import { checked } from './refusal';
import type { ScenarioPlayer } from './scenario-player';
import { restore, SnapshotBody, taken } from './snapshot-file';
import type { ControlTarget } from './target';

/**
 * The whole state as one file, as it is when nothing is on its way. Not carried: live calls, which prevent a snapshot, and
 * web sockets, which are closed by a restoration so that their clients connect anew.
 */
export function snapshotEndpoints(
  target: ControlTarget,
  directory: Directory,
  player: ScenarioPlayer,
): Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/snapshot',
      about:
        'Everything as one JSON file, at the next moment at which no request is on its way (virtual time moves on to it); ' +
        '409 while a call is live',
      async answer(c) {
        await untilIdle(target, 'kept');
        return c.json(taken(target, directory, player), 200, {
          'content-disposition': 'attachment; filename="emulator.json"',
        });
      },
    },
    {
      method: 'POST',
      path: '/snapshot',
      about:
        'Puts such a file in place of everything, for an emulator that was started with the same seed; virtual time goes on where it was',
      body: SnapshotBody,
      example: 'what GET /_emulator/snapshot answered',
      async answer(c, body) {
        await untilIdle(target, 'replaced');
        target.sockets.cut();
        await untilIdle(target, 'replaced');
        const saved = checked(SnapshotBody, body);
        // Callbacks and base URLs that led to the old emulator lead to this one.
        const here = JSON.stringify(saved).replaceAll(saved.url, target.url());
        await restore(target, directory, player, checked(SnapshotBody, JSON.parse(here)));
        return c.json({ restored: true, nowMs: target.clock.now() });
      },
    },
  ];
}
