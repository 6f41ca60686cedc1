import { Workspace } from 'twilio-taskrouter';

/** Who can be asked to take a call over. */
export interface Colleague {
  /** Of a worker or of a queue. */
  readonly sid: string;
  readonly name: string;
  readonly isQueue: boolean;
}

/** The channel's addresses and the agent's own worker. */
export interface Place {
  readonly http: string;
  readonly webSocket: string;
  readonly worker: string;
}

/** Whoever is available, and the queues; the agent is not among them. */
export async function colleagues(token: string, { http, webSocket, worker }: Place): Promise<Colleague[]> {
  const workspace = new Workspace(token, { ebServer: http, wsServer: webSocket, logLevel: 'silent' });
  const [workers, queues] = await Promise.all([workspace.fetchWorkersInfo(), workspace.fetchTaskQueues()]);
  const byName = (one: Colleague, other: Colleague): number => one.name.localeCompare(other.name);
  return [
    ...[...workers.values()]
      .filter(({ sid, available }) => available && sid !== worker)
      .map(({ sid, friendlyName, name }) => ({ sid, name: friendlyName ?? name, isQueue: false }))
      .sort(byName),
    ...[...queues.values()]
      .map(({ sid, queueSid, queueName, name }) => ({
        sid: sid ?? queueSid,
        name: queueName ?? name,
        isQueue: true,
      }))
      .sort(byName),
  ];
}
