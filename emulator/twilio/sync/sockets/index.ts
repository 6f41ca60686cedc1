import { Hono } from 'hono';
import { notServed } from '../../../core/not-served';
import type { Product } from '../../../core/product';
import { TwilioError } from '../../../core/twilio-error';
import type { SyncState } from '../state';
import { Endpoint } from './endpoint';
import { Presence } from './presence';
import { carrier } from './requests';

/** Sync for browsers and apps: the Twilsock connection of `twilio-sync`, at `tsock.us1.twilio.com/v3/wsconnect`. */
export function createSyncSockets(state: SyncState, rest: Hono): Product {
  const app = new Hono();
  app.notFound(notServed);
  const carry = carrier(state, rest);
  const presence = new Presence(state);
  return {
    hosts: ['tsock.us1.twilio.com'],
    app,
    upgrade({ pathname, host }) {
      if (pathname !== '/v3/wsconnect')
        throw new TwilioError(501, 20501, `the emulator serves no web sockets at ${host}${pathname}`);
      return (socket) => void new Endpoint(state, socket, carry, presence);
    },
  };
}
