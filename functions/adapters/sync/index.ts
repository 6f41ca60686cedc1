import { aiLegSchema } from '../../domain/ai-leg';
import { consoleSessionSchema } from '../../domain/console-session';
import { handoffSchema } from '../../domain/handoff/record';
import { reservationNoteSchema } from '../../domain/reservation-note';
import type { AiLegs, Contexts, Handoffs, Outcomes, Reservations, Sessions } from '../../ports/store';
import { syncContexts } from './contexts';
import { SyncItems } from './items';
import { mapEntries, mapPlace, type Maps } from './maps';
import { documentPlace, of } from './places';

const DAY_SECONDS = 86_400;
const OUTCOME_TTL_SECONDS = 30 * DAY_SECONDS;

const isCallSid = (key: string): boolean => /^CA[0-9a-f]{32}$/.test(key);
const isReservationSid = (key: string): boolean => /^WR[0-9a-f]{32}$/.test(key);

export interface Stores {
  readonly handoffs: Handoffs;
  readonly aiLegs: AiLegs;
  readonly reservations: Reservations;
  readonly contexts: Contexts;
  readonly outcomes: Outcomes;
  readonly sessions: Sessions;
}

/** Everything that is stored, in one Sync service. Source: https://www.twilio.com/docs/sync/api */
export function syncStores(maps: Maps): Stores {
  const place = mapPlace(maps, DAY_SECONDS);
  const handoffs = new SyncItems(maps.rest, place, of(handoffSchema));
  const aiLegs = new SyncItems(maps.rest, place, of(aiLegSchema));
  return {
    handoffs: Object.assign(handoffs, {
      list: async () => {
        const answer = await mapEntries(maps, isCallSid, of(handoffSchema));
        if (answer.kind !== 'ok') return answer;
        return {
          kind: 'ok' as const,
          value: answer.value.map(({ key, value }) => ({ callSid: key, handoff: value })),
        };
      },
    }),
    aiLegs: Object.assign(aiLegs, {
      list: async () => {
        const answer = await mapEntries(
          maps,
          (key) => !isCallSid(key) && !isReservationSid(key),
          of(aiLegSchema),
        );
        if (answer.kind !== 'ok') return answer;
        return { kind: 'ok' as const, value: answer.value.map(({ key, value }) => ({ leg: key, value })) };
      },
    }),
    reservations: new SyncItems(maps.rest, place, of(reservationNoteSchema)),
    contexts: syncContexts(maps.rest, maps.serviceSid, DAY_SECONDS),
    sessions: new SyncItems(
      maps.rest,
      documentPlace(maps.serviceSid, 'session', DAY_SECONDS),
      of(consoleSessionSchema),
    ),
    outcomes: {
      async append(line) {
        const answer = await maps.rest.send({
          method: 'POST',
          host: 'sync.twilio.com',
          path: `/v1/Services/${maps.serviceSid}/Lists/outcomes/Items`,
          form: { Data: JSON.stringify(line), ItemTtl: String(OUTCOME_TTL_SECONDS) },
        });
        return answer.kind === 'ok' ? { kind: 'ok', value: undefined } : answer;
      },
    },
  };
}
