import spec from '@twilio/cli-core/src/services/twilio-api/twilio_taskrouter_v1.json';
import { contactCenter } from '../support/contact-center';

/** Operations of TaskRouter's REST API that the emulator does not have; it says so with 501. */
const NOT_SERVED = [
  'GET /v1/Workspaces/{WorkspaceSid}/TaskQueues/Statistics',
  'POST /v1/Workspaces/{WorkspaceSid}/TaskQueues/RealTimeStatistics',
  'GET /v1/Workspaces/{WorkspaceSid}/Workers/{WorkerSid}/Statistics',
  'GET /v1/Workspaces/{WorkspaceSid}/Workers/CumulativeStatistics',
  'GET /v1/Workspaces/{WorkspaceSid}/Workers/RealTimeStatistics',
  'GET /v1/Workspaces/{WorkspaceSid}/Workers/Statistics',
];

const PREFIXES: Record<string, string> = {
  Workspaces: 'WS',
  Activities: 'WA',
  TaskChannels: 'TC',
  Workers: 'WK',
  Channels: 'WC',
  TaskQueues: 'WQ',
  Workflows: 'WW',
  Tasks: 'WT',
  Reservations: 'WR',
  Events: 'EV',
};

test('every other operation of the OpenAPI document is served', async () => {
  const center = await contactCenter();
  const token = Buffer.from(`${center.ctx.account.sid}:${center.ctx.account.authToken}`).toString('base64');
  const unserved: string[] = [];
  for (const [template, methods] of Object.entries(spec.paths))
    for (const method of Object.keys(methods).filter((name) => /^(get|post|delete)$/.test(name))) {
      const path = template.replace(
        /(\w+)\/\{\w+\}/g,
        (_, folder: string) => `${folder}/${PREFIXES[folder]}1`,
      );
      const answer = await fetch(`${center.url}/taskrouter.twilio.com${path}`, {
        method: method.toUpperCase(),
        headers: { authorization: `Basic ${token}` },
      });
      if (answer.status === 501) unserved.push(`${method.toUpperCase()} ${template}`);
    }
  await center.close();
  expect(unserved.sort()).toEqual([...NOT_SERVED].sort());
});
