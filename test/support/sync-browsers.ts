import type { Twilio } from 'twilio';
import { SyncClient } from 'twilio-sync';
import { inRealTime, type RealTime } from './real-time';
import { startReceiver, type WebhookReceiver } from './webhook-receiver';

/** Browsers with `twilio-sync`, and a Sync service of each test's own. */
export interface SyncBrowsers {
  readonly real: RealTime;
  readonly receiver: WebhookReceiver;
  readonly serviceSid: string;
  service(): ReturnType<Twilio['sync']['v1']['services']>;
  client(token?: string): SyncClient;
  as(identity: string): SyncClient;
  /** The network between browsers and Sync is lost. */
  cut(): Promise<{ cut: number }>;
}

/** For the tests of one file. */
export function syncBrowsers(): SyncBrowsers {
  let real: RealTime;
  let receiver: WebhookReceiver;
  let serviceSid: string;
  const clients: SyncClient[] = [];

  beforeAll(async () => {
    [real, receiver] = [await inRealTime(), await startReceiver()];
  });
  beforeEach(async () => {
    receiver.received.length = 0;
    serviceSid = (await real.client.sync.v1.services.create({ friendlyName: 'console' })).sid;
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.shutdown()));
  });
  afterAll(async () => {
    await Promise.all([real.close(), receiver.close()]);
  });

  const client = (token = real.token({ sync: serviceSid })): SyncClient => {
    const options = {
      Twilsock: { uri: `${real.emulator.url.replace('http:', 'ws:')}/tsock.us1.twilio.com/v3/wsconnect` },
      cdsUri: `${real.emulator.url}/cds.us1.twilio.com`,
      logLevel: 'silent',
    };
    const made = new SyncClient(token, options as ConstructorParameters<typeof SyncClient>[1]);
    clients.push(made);
    return made;
  };
  return {
    get real() {
      return real;
    },
    get receiver() {
      return receiver;
    },
    get serviceSid() {
      return serviceSid;
    },
    client,
    service: () => real.client.sync.v1.services(serviceSid),
    as: (identity) => client(real.token({ sync: serviceSid }, { identity })),
    async cut() {
      const at = `${real.emulator.url}/_emulator/sockets?host=tsock.us1.twilio.com`;
      return (await (await fetch(at, { method: 'DELETE' })).json()) as { cut: number };
    },
  };
}
