import type { TwilioClient } from '../client';

/** An activity as TaskRouter answers it. */
export interface ActivityRecord {
  readonly sid: string;
  readonly friendly_name: string;
  readonly available: boolean;
}

/** All activities of a workspace; there are at most 100 (https://www.twilio.com/docs/taskrouter/limits). */
export async function listActivities(client: TwilioClient, workspaceSid: string): Promise<ActivityRecord[]> {
  const page = await client.rest.request<{ activities: ActivityRecord[] }>({
    method: 'GET',
    host: 'taskrouter.twilio.com',
    path: `/v1/Workspaces/${workspaceSid}/Activities`,
    query: { PageSize: 100 },
  });
  return page.activities;
}
