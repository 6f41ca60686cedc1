import type { z } from 'zod';
import type { Course } from '../core/course/course';
import type { Endpoint } from './endpoint';
import { cutSockets, liveOnes, mayBegin, whenIdle } from './idle';
import type { Directory } from './people/directory';
import { checked } from './refusal';
import type { ScenarioPlayer } from './scenario-player';
import { beginningOf, restoreCourse } from './snapshot-course';
import { restoreState, SnapshotBody, stateOf } from './snapshot-file';
import type { ControlTarget } from './target';

/**
 * The whole state as one file, as it is when nothing is on its way. Not carried: web sockets, which are closed by a
 * restoration so that their clients connect anew.
 */
export function snapshotEndpoints(
  target: ControlTarget,
  directory: Directory,
  player: ScenarioPlayer,
): Endpoint[] {
  const { course, journal } = target;
  course.renew = () => {
    if (mayBegin(target)) course.begin(JSON.stringify(beginningOf(target, directory, player)));
  };
  const restore = async ({ course: kept, ...saved }: z.output<typeof SnapshotBody>): Promise<void> => {
    if (kept) return restoreCourse(target, directory, player, saved, kept);
    await restoreState(target, directory, player, saved, saved.journal, false);
    course.renew();
  };
  return [
    {
      method: 'GET',
      path: '/snapshot',
      about:
        'Everything as one JSON file, at the next moment at which no request is on its way (virtual time moves on to it); ' +
        '409 where a live call cannot be kept, with the reason',
      async answer(c) {
        const headers = { 'content-disposition': 'attachment; filename="emulator.json"' };
        return whenIdle(target, 'kept', async () => {
          const state = { ...stateOf(target, directory, player), journal: journal.entries };
          course.renew();
          const isLive = liveOnes(target).length > 0;
          return c.json(isLive ? { ...state, course: written(course, state) } : state, 200, headers);
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
        await whenIdle(target, 'replaced', () => Promise.resolve());
        await cutSockets(target);
        const saved = checked(
          SnapshotBody,
          JSON.parse(servedHere(checked(SnapshotBody, body), target.url())),
        );
        return whenIdle(target, 'replaced', async () => {
          await restore(saved);
          journal.restored();
          return c.json({ restored: true, nowMs: target.clock.now() });
        });
      },
    },
  ];
}

function written({ beginning, turns, inputs }: Course, end: Readonly<Record<string, unknown>>) {
  const parts = Object.entries(JSON.parse(beginning) as object);
  const others = parts.filter(([name, part]) => JSON.stringify(part) !== JSON.stringify(end[name]));
  return { beginning: Object.fromEntries(others), turns, inputs };
}

/** Callbacks and base URLs that led to the old emulator lead to this one. */
function servedHere(saved: z.output<typeof SnapshotBody>, url: string): string {
  return JSON.stringify(saved)
    .replaceAll(saved.url, url)
    .replaceAll(encodeURIComponent(saved.url), encodeURIComponent(url));
}
