import { Hono } from 'hono';
import { notServed } from '../../../core/not-served';
import type { Product } from '../../../core/product';
import { TwilioError } from '../../../core/twilio-error';
import type { SyncState } from '../state';
import { Deeds, HOST } from './deeds';
import { Endpoint } from './endpoint';

/** Sync for browsers and apps: the Twilsock connection of `twilio-sync`, at `tsock.us1.twilio.com/v3/wsconnect`. */
export function createSyncSockets(state: SyncState, rest: Hono): Product {
  const app = new Hono();
  app.notFound(notServed);
  const deeds = new Deeds(state, rest);
  return {
    hosts: [HOST],
    app,
    again: (deed) => deeds.again(deed),
    upgrade({ pathname, host }) {
      if (pathname !== '/v3/wsconnect')
        throw new TwilioError(501, 20501, `the emulator serves no web sockets at ${host}${pathname}`);
      return (socket) => void new Endpoint(state, socket, deeds);
    },
  };
}
