import type { ProviderHandler } from '../../infra/provider-kit/provider-handler';
import type { RestClient } from '../../infra/provider-kit/rest';
import { uniqueKey } from './keys';

/** An object of the workspace as the provider reads it. */
export interface FoundObject {
  readonly type: string;
  /** What it is called in the program, and in the import file. */
  readonly name: string;
  /** The provider's id: SIDs with slashes between. */
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export interface FoundWorkspace {
  readonly workspace: FoundObject;
  readonly activities: readonly FoundObject[];
  readonly channels: readonly FoundObject[];
  /** `name` is `queue-` and the queue's short name in the rules. */
  readonly queues: readonly FoundObject[];
  readonly workflows: readonly FoundObject[];
  /** How many there are; they are looked at by nobody. */
  readonly workers: number;
}

/** What every workspace has from the start, and the program does not describe. */
const BUILT_IN = {
  Activities: ['Offline', 'Available', 'Unavailable'],
  TaskChannels: ['default', 'voice', 'sms', 'chat', 'video'],
};

type Item = Readonly<Record<string, unknown>> & { readonly sid: string; readonly friendly_name: string };

/** Reads a workspace, and nothing else of the account. @throws ApiError, Error when there is no such workspace */
export async function lookAt(
  workspaceSid: string,
  rest: RestClient,
  handler: ProviderHandler<unknown>,
): Promise<FoundWorkspace> {
  const read = async (type: string, name: string, id: string): Promise<FoundObject> => {
    const found = await handler.read(type, id);
    if (!found) throw new Error(`the account has no ${type.split(':')[2]} ${id}`);
    return { type, name, id, inputs: found.inputs };
  };
  const list = async (collection: string, key: string): Promise<Item[]> => {
    const page = await rest.request<Record<string, Item[]>>({
      method: 'GET',
      host: 'taskrouter.twilio.com',
      path: `/v1/Workspaces/${workspaceSid}/${collection}`,
      query: { PageSize: 1000 },
    });
    return page[key] ?? [];
  };
  const readAll = async (type: string, items: readonly Item[], prefix: string): Promise<FoundObject[]> => {
    const taken = new Set<string>();
    return Promise.all(
      items.map(({ sid, friendly_name }) =>
        read(type, prefix + uniqueKey(friendly_name, taken), `${workspaceSid}/${sid}`),
      ),
    );
  };
  const workspace = await read('twilio:taskrouter:Workspace', 'center', workspaceSid);
  const activities = (await list('Activities', 'activities')).filter(
    ({ friendly_name }) => !BUILT_IN.Activities.includes(friendly_name),
  );
  const channels = (await list('TaskChannels', 'channels')).filter(
    ({ unique_name }) => !BUILT_IN.TaskChannels.includes(String(unique_name)),
  );
  const [mainWorkflow, ...otherWorkflows] = await list('Workflows', 'workflows');
  return {
    workspace,
    activities: await readAll('twilio:taskrouter:Activity', activities, 'activity-'),
    channels: await readAll('twilio:taskrouter:TaskChannel', channels, 'channel-'),
    queues: await readAll('twilio:taskrouter:TaskQueue', await list('TaskQueues', 'task_queues'), 'queue-'),
    workflows: [
      ...(mainWorkflow
        ? [await read('twilio:taskrouter:Workflow', 'center', `${workspaceSid}/${mainWorkflow.sid}`)]
        : []),
      ...(await readAll('twilio:taskrouter:Workflow', otherWorkflows, 'workflow-')),
    ],
    workers: (await list('Workers', 'workers')).length,
  };
}
