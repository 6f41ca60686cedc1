import { get, type WorkerRow } from '../api';

interface Account {
  readonly account: { readonly sid: string; readonly authToken: string };
}

/** By TaskRouter's own API, as any program would. */
export async function setOnDuty({ workspaceSid, sid }: WorkerRow, isOnDuty: boolean): Promise<void> {
  const workspace = `/taskrouter.twilio.com/v1/Workspaces/${workspaceSid}`;
  const { activities } = await request<{ activities: { sid: string; available: boolean }[] }>(
    `${workspace}/Activities`,
  );
  const activity = activities.find(({ available }) => available === isOnDuty);
  if (!activity) throw new Error(`the workspace has no activity for ${isOnDuty ? 'on' : 'off'} duty`);
  await request(`${workspace}/Workers/${sid}`, new URLSearchParams({ ActivitySid: activity.sid }));
}

async function request<T>(path: string, form?: URLSearchParams): Promise<T> {
  const { account } = await get<Account>('');
  const response = await fetch(path, {
    method: form ? 'POST' : 'GET',
    headers: { authorization: `Basic ${btoa(`${account.sid}:${account.authToken}`)}` },
    ...(form ? { body: form } : {}),
  });
  const body = (await response.json()) as T & { message?: string };
  if (!response.ok) throw new Error(body.message ?? `status ${response.status}`);
  return body;
}
