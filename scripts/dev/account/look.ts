import { shardOf } from '../../../functions/domain/shard';
import { ApiError } from '../../../infra/provider-kit/api-error';
import type { Account } from './account';

const SYNC = 'sync.twilio.com';

interface Items {
  readonly items?: readonly { readonly key?: string; readonly data: unknown }[];
}

/** What Sync has of a call's handoffs, in the shape of the local platform's controls: the live record, and the newest outcomes. */
export async function syncOf({ twilio, variables }: Account, callSid: string): Promise<object> {
  const service = `/v1/Services/${variables.SYNC_SERVICE_SID}`;
  const map = `handoffs-${String(shardOf(callSid, Number(variables.SYNC_MAPS || 16))).padStart(2, '0')}`;
  const [record, outcomes] = await Promise.all([
    orNone(
      twilio.request<{ key: string; data: unknown }>({
        ...{ method: 'GET', host: SYNC, path: `${service}/Maps/${map}/Items/${callSid}` },
      }),
    ),
    orNone(
      twilio.request<Items>({
        ...{ method: 'GET', host: SYNC, path: `${service}/Lists/outcomes/Items` },
        query: { PageSize: 20, Order: 'desc' },
      }),
    ),
  ]);
  return {
    maps: [{ uniqueName: map, items: record ? [{ key: record.key, data: record.data }] : [] }],
    lists: [{ uniqueName: 'outcomes', items: (outcomes?.items ?? []).map(({ data }) => ({ data })) }],
  };
}

async function orNone<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ApiError && error.isMissing) return undefined;
    throw error;
  }
}

interface WorkerBody {
  readonly friendly_name: string;
  readonly activity_name: string;
  readonly available: boolean;
  readonly attributes: string;
}

/** An agent as far as the page shows: of telephones not the number. */
export interface AgentRow {
  readonly name: string;
  readonly activity: string;
  readonly isAvailable: boolean;
  readonly phone: string;
}

export async function agentsOf({ twilio, variables }: Account): Promise<AgentRow[]> {
  const { workers } = await twilio.request<{ workers: readonly WorkerBody[] }>({
    ...{ method: 'GET', host: 'taskrouter.twilio.com' },
    path: `/v1/Workspaces/${variables.WORKSPACE_SID}/Workers`,
    query: { PageSize: 100 },
  });
  return workers.map(({ friendly_name: name, activity_name: activity, available, attributes }) => ({
    ...{ name, activity, isAvailable: available, phone: phoneOf(attributes) },
  }));
}

function phoneOf(attributes: string): string {
  const { contact_uri: uri } = JSON.parse(attributes) as { contact_uri?: unknown };
  if (typeof uri !== 'string') return 'no telephone';
  return uri.startsWith('client:') ? 'answers on the agent’s page' : 'a real telephone rings';
}
