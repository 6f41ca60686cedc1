import { Hono } from 'hono';
import { basicAuth } from '../../core/basic-auth';
import type { EmulatorContext } from '../../core/context';
import { notServed } from '../../core/not-served';
import type { Product } from '../../core/product';
import { answerTwilioError } from '../../core/twilio-error';
import { collectionRoutes, LISTS, MAPS } from './collections';
import { documentRoutes } from './documents';
import { itemRoutes } from './items';
import { permissionRoutes } from './permissions';
import { serviceRoutes } from './services';
import { createSyncSockets } from './sockets';
import { defaultSyncSettings, SyncState } from './state';
import { streamRoutes } from './streams';
import { tellWebhook } from './webhooks';

/** Twilio Sync: services (`default` exists from the start), documents, maps and lists with their items, streams. */
export function createSync(ctx: EmulatorContext): {
  product: Product;
  sockets: Product;
  state: SyncState;
} {
  const app = new Hono();
  const state = new SyncState(ctx, defaultSyncSettings());
  app.onError(answerTwilioError);
  app.notFound(notServed);
  app.use(basicAuth(ctx.account));
  serviceRoutes(app, state);
  documentRoutes(app, state);
  for (const kind of [MAPS, LISTS]) {
    collectionRoutes(app, state, kind);
    itemRoutes(app, state, kind);
  }
  streamRoutes(app, state);
  permissionRoutes(app, state);
  state.feed.listeners.add((change) => tellWebhook(state, change));
  return {
    product: { hosts: ['sync.twilio.com'], app },
    sockets: createSyncSockets(state, app),
    state,
  };
}
