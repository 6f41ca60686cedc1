import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { notServed } from '../../../core/not-served';
import type { Product } from '../../../core/product';
import { answerTwilioError } from '../../../core/twilio-error';
import type { World } from '../world';
import { bridge } from './bridge';
import { carryOut, type Deed } from './deeds';
import { messagesAbout } from './messages';
import { Sessions } from './sessions';
import { visitorOf } from './visitor';

const HOST = 'event-bridge.twilio.com';
const PATH = '/v1/wschannels';

/**
 * The worker channel that `twilio-taskrouter` speaks with: requests by the event bridge (`POST`), events by a web socket,
 * both at `event-bridge.twilio.com/v1/wschannels`. `rest` is TaskRouter's REST API, which carries out what is asked.
 */
export function createWorkerChannel(world: World, rest: Hono): Product {
  const { course } = world.around.ctx;
  const sessions = new Sessions(async (deed) => {
    await course.arrival();
    const done = deed();
    course.told(HOST, done);
    carryOut(world, done);
  });
  const app = new Hono();
  app.onError(answerTwilioError);
  app.notFound(notServed);
  app.use('*', cors());
  app.post(PATH, bridge(world, rest));
  world.around.listeners.add((workspace, event, resource) => {
    for (const { worker, payload } of messagesAbout(workspace, event, resource))
      sessions.notify(worker, event.type, payload);
  });
  return {
    hosts: [HOST],
    app,
    again: async (deed) => carryOut(world, deed as Deed),
    upgrade({ searchParams }) {
      const visitor = visitorOf(world, searchParams.get('token') ?? '');
      const isSet = (name: string): boolean => searchParams.get(name) === 'true';
      return (socket) =>
        sessions.add(visitor, socket, {
          closeExistingSessions: isSet('closeExistingSessions'),
          setWorkerOfflineIfDisconnected: isSet('setWorkerOfflineIfDisconnected'),
        });
    },
  };
}
