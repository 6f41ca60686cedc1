import type { Clock } from '../core/clock';
import type { People } from '../people';
import type { Endpoint } from './endpoint';
import { eventStream } from './event-stream';
import { personLive } from './people/view';
import type { ControlTarget } from './target';

type LiveTarget = Pick<ControlTarget, 'journal' | 'workshop'> & {
  readonly people: Pick<People, 'all' | 'onChange'>;
  readonly clock: Pick<Clock, 'now'>;
};

/** All that a page follows in one connection: browsers open only six to one place. */
export function liveEndpoints({ people, journal, workshop, clock }: LiveTarget): Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/live',
      about:
        'Server-sent events: `person` (what there is, then whoever rings, hears, says or presses something, with the newest ' +
        'call whole), `happened` (the journal has grown to `last`), `restored` (a snapshot is in place of everything), `workshop`',
      answer: () =>
        eventStream((send) => {
          const told = (event: string, data: object): void =>
            send({ event, data: { ...data, nowMs: clock.now() } });
          const work = (): void => {
            if (workshop) told('workshop', workshop.state());
          };
          for (const person of people.all()) told('person', personLive(person));
          told('happened', { last: journal.entries.length });
          work();
          const stops = [
            people.onChange((person) => told('person', personLive(person))),
            journal.onEntry(() => told('happened', { last: journal.entries.length })),
            journal.onRestored(() => told('restored', {})),
            workshop?.onChange(work),
          ];
          return () => stops.forEach((stop) => stop?.());
        }),
    },
  ];
}
