import { Sockets } from '../live/sockets';
import type { Target } from '../live/target';
import type { RealTime } from './real-time';

/** The cases' target on an emulator in real time, where the browser SDKs can connect. */
export function realTimeTarget(real: RealTime): Target {
  const sockets = real.emulator.url.replace('http:', 'ws:');
  const channel = '/event-bridge.twilio.com/v1/wschannels';
  return {
    name: 'emulator',
    client: real.client,
    impatient: real.client,
    prefix: 'handoff-live-emulated-',
    sockets: () =>
      new Sockets({
        token: (grants, identity, ttl) => real.token(grants, { identity, ttl }),
        sync: {
          Twilsock: { uri: `${sockets}/tsock.us1.twilio.com/v3/wsconnect` },
          cdsUri: `${real.emulator.url}/cds.us1.twilio.com`,
        },
        worker: { ebServer: real.emulator.url + channel, wsServer: sockets + channel },
        workerServer: sockets + channel,
      }),
    pass: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
    tidy: () => Promise.resolve([]),
    close: () => Promise.resolve([]),
  };
}
