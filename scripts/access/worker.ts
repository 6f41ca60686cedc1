import { closest } from '../../routing/closest';
import type { AccessSettings } from './settings';
import { all } from './twilio';

type Known = Pick<AccessSettings, 'ACCOUNT_SID' | 'AUTH_TOKEN' | 'WORKSPACE_SID' | 'TWILIO_BASE_URL'>;

/** The SID of the worker of this name. Throws an Error for people, with the name that was meant. */
export async function workerNamed(name: string, settings: Known): Promise<string> {
  const workers = `taskrouter.twilio.com/v1/Workspaces/${settings.WORKSPACE_SID}/Workers?PageSize=100`;
  const names: string[] = [];
  for await (const worker of all<{ sid: string; friendly_name: string }>(settings, workers, 'workers')) {
    if (worker.friendly_name === name) return worker.sid;
    names.push(worker.friendly_name);
  }
  const meant = closest(name, names);
  const shown = [...names.slice(0, 10), ...(names.length > 10 ? ['…'] : [])].join(', ');
  throw new Error(
    `no worker is called ${name}; ${meant ? `did you mean ${meant}?` : `there are: ${shown || 'none'}`}`,
  );
}
