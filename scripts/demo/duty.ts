import { AGENTS, type AgentName, type World } from './world';

interface Named {
  readonly sid: string;
  readonly friendly_name: string;
}

/** Ops put agents on duty by their activity, as in the console. */
export async function setDuty(world: World, onDuty: readonly AgentName[]): Promise<void> {
  const base = `taskrouter.twilio.com/v1/Workspaces/${world.outputs.workspaceSid}`;
  const { activities } = await world.rest<{ activities: Named[] }>('GET', `${base}/Activities`);
  const { workers } = await world.rest<{ workers: Named[] }>('GET', `${base}/Workers`);
  for (const name of Object.keys(AGENTS) as AgentName[]) {
    const worker = workers.find(({ friendly_name }) => friendly_name === AGENTS[name].name);
    const wanted = onDuty.includes(name) ? 'Available' : 'Offline';
    const activity = activities.find(({ friendly_name }) => friendly_name === wanted);
    if (!worker || !activity)
      throw new Error(`the environment has no worker ${name} or no activity ${wanted}`);
    await world.rest('POST', `${base}/Workers/${worker.sid}`, { ActivitySid: activity.sid });
  }
}
