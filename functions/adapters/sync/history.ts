import { outcomeSchema } from '../../domain/handoff/outcome';
import { daySchema, type ListedOutcome } from '../../domain/report/day';
import type { History } from '../../ports/board';
import type { TwilioRest } from '../twilio-rest';
import { SyncItems, type Place } from './items';
import { of } from './places';

/** A little longer than the outcomes themselves: a month is shown. */
const DAY_TTL_SECONDS = 32 * 86_400;
const PAGE_SIZE = 100;
const decodeOutcome = of(outcomeSchema);

/** Source: https://www.twilio.com/docs/sync/api/listitem-resource */
export function syncHistory(rest: TwilioRest, serviceSid: string): History {
  return {
    days: new SyncItems(rest, daysPlace(serviceSid), of(daySchema)),
    async list(order, after, most = PAGE_SIZE) {
      const query = new URLSearchParams({
        PageSize: String(most),
        Order: order === 'oldest-first' ? 'asc' : 'desc',
        ...(after === undefined ? {} : { From: String(after), Bounds: 'exclusive' }),
      });
      const path = `/v1/Services/${serviceSid}/Lists/outcomes/Items?${query.toString()}`;
      const answer = await rest.send({ method: 'GET', host: 'sync.twilio.com', path });
      if (answer.kind !== 'ok') return answer;
      const { items } = (answer.value.body ?? {}) as { items?: unknown };
      const listed = (Array.isArray(items) ? items : []).flatMap(listedOf);
      return { kind: 'ok', value: { items: listed, isLast: listed.length < most } };
    },
  };
}

/** In a map of its own, which no browser may write: a document under a name that can be foreseen could be made by one. */
function daysPlace(serviceSid: string): Place {
  const path = `/v1/Services/${serviceSid}/Maps/days/Items`;
  return {
    collection: (key) => ({ path, form: { Key: key } }),
    item: (key) => `${path}/${key}`,
    ttl: { ItemTtl: String(DAY_TTL_SECONDS) },
  };
}

function listedOf(item: { index?: unknown; date_created?: unknown; data?: unknown } | null): ListedOutcome[] {
  const { index, date_created: created, data } = item ?? {};
  const atMs = typeof created === 'string' ? Date.parse(created) : NaN;
  if (typeof index !== 'number' || Number.isNaN(atMs)) return [];
  return [{ index, atMs, outcome: decodeOutcome(data) }];
}
