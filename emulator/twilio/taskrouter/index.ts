import { Hono } from 'hono';
import { basicAuth } from '../../core/basic-auth';
import type { EmulatorContext } from '../../core/context';
import { notServed } from '../../core/not-served';
import type { TaskRouterForVoice, VoiceForTaskRouter } from '../../core/ports';
import type { Product } from '../../core/product';
import { answerTwilioError } from '../../core/twilio-error';
import { createWorkerChannel } from './channel';
import { Dues } from './engine/dues';
import { hangUpUnaccepted } from './engine/instructions/worker-leg';
import { route } from './engine/router';
import { followTransfers } from './engine/transfers';
import { forVoice } from './for-voice';
import { mountActivities } from './routes/activities';
import { mountEvents } from './routes/events';
import { mountQueueStatistics } from './routes/queue-statistics';
import { mountReservations } from './routes/reservations';
import { mountStatistics } from './routes/statistics';
import { mountTaskChannels } from './routes/task-channels';
import { mountTaskQueues } from './routes/task-queues';
import { mountTasks } from './routes/tasks';
import { mountWorkerChannels } from './routes/worker-channels';
import { mountWorkerStatistics } from './routes/worker-statistics';
import { mountWorkers } from './routes/workers';
import { mountWorkflows } from './routes/workflows';
import { mountWorkspaces } from './routes/workspaces';
import type { World } from './world';

/** Statistics come first: their paths could be those of records. */
const MOUNTS = [
  mountStatistics,
  mountQueueStatistics,
  mountWorkerStatistics,
  mountWorkspaces,
  mountActivities,
  mountTaskChannels,
  mountWorkers,
  mountWorkerChannels,
  mountTaskQueues,
  mountWorkflows,
  mountTasks,
  mountReservations,
  mountEvents,
];

/** TaskRouter: its REST API, the channel of `twilio-taskrouter`, and what `<Enqueue workflowSid>` asks of it. */
export function createTaskRouter(
  ctx: EmulatorContext,
  voice: VoiceForTaskRouter,
): { product: Product; channel: Product; forVoice: TaskRouterForVoice; world: World } {
  const world: World = {
    around: {
      ctx,
      voice,
      dues: new Dues(ctx.lastingClock),
      route,
      listeners: new Set([followTransfers, hangUpUnaccepted]),
    },
    workspaces: new Map(),
  };
  const app = new Hono();
  app.onError(answerTwilioError);
  app.notFound(notServed);
  app.use('*', basicAuth(ctx.account));
  for (const mount of MOUNTS) mount(app, world);
  return {
    product: { hosts: ['taskrouter.twilio.com'], app },
    channel: createWorkerChannel(world, app),
    forVoice: forVoice(world),
    world,
  };
}
