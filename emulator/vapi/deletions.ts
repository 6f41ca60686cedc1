import type { Clock } from '../core/clock';
import type { Calls } from './calls';
import type { AiLeg } from './leg/ai-leg';
import type { Organisation } from './organisation';

/** "A few hours" at Vapi. */
const BULK_AFTER_MS = 1000;

/** Deletes the data of a call. One that is still scheduled is not made any more. */
export function deleteCall(calls: Calls, leg: AiLeg): boolean {
  if (leg.call.status === 'scheduled') leg.end('scheduled-call-deleted', 'stream-is-gone');
  if (!leg.call.isEnded) return false;
  calls.remove(leg.call.id);
  return true;
}

/** Deletes many calls later and tells the organisation's server of each. Source: OpenAPI `DeleteCallDTO`. */
export function deleteLater(
  clock: Clock,
  { behaviour }: Organisation,
  calls: Calls,
  ids: readonly string[],
): void {
  clock.after(BULK_AFTER_MS, () => {
    for (const leg of ids.flatMap((id) => calls.leg(id) ?? [])) {
      const type = deleteCall(calls, leg) ? 'call.deleted' : 'call.delete.failed';
      if (behaviour.orgServer) void leg.ask(type, {}, { toolServer: behaviour.orgServer });
    }
  });
}
