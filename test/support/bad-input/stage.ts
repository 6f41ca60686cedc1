import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createEmulator } from '../../../emulator';
import { KnownObjects } from './known-objects';
import type { ApiOperation } from './operations';

const VAPI_KEY = 'vapi-private';
const PATIENCE_MS = 5000;

/** What a customer's server answers in the wrong: each request gets the next of these. */
const BAD_ANSWERS: readonly (readonly [status: number, type: string, body: string])[] = [
  [200, 'text/xml', '<Response><Dial><Conference>room</Conference></Dial></Response>'],
  [200, 'application/json', '{"instruction":"dequeue"}'],
  [200, 'text/xml', '<Response><Dial>'],
  [200, 'application/json', '{"instruction":{"a":1}}'],
  [500, 'text/html', '<h1>Oops</h1>'],
  [200, 'text/xml', '<Response><Redirect></Redirect></Response>'],
  [200, 'application/json', 'null'],
  [302, 'text/plain', ''],
  [200, 'text/xml', '<Response><Gather numDigits="x" timeout="-3"><Say/></Gather><Play></Play></Response>'],
  [200, 'application/json', '{"results":[{"toolCallId":7}]}'],
];

export interface Answered {
  readonly status: number;
  readonly body: string;
}

export type BadInputStage = Awaited<ReturnType<typeof badInputStage>>;

/** A whole emulator with one of everything, whose customers answer badly. */
export async function badInputStage() {
  let answers = 0;
  const customer = http.createServer((request, response) => {
    request.resume();
    const [status, type, body] = BAD_ANSWERS[answers++ % BAD_ANSWERS.length] ?? [200, 'text/plain', ''];
    response.writeHead(status, { 'content-type': type, connection: 'close' }).end(body);
  });
  await new Promise<void>((resolve) => customer.listen(0, '127.0.0.1', resolve));
  const customerUrl = `http://127.0.0.1:${(customer.address() as AddressInfo).port}`;

  const emulator = await createEmulator({
    time: 'virtual',
    seed: 'bad-input',
    port: 0,
    startAtMs: Date.UTC(2026, 0, 1),
    roundTripMs: 0,
    functionsFolder: path.join(os.tmpdir(), `bad-input-${process.pid}`),
    numbers: ['+15550100000'],
    vapiKey: VAPI_KEY,
    resolve: () => customerUrl,
  });
  const { account, virtual } = emulator;
  if (!virtual) throw new Error('no virtual time');
  const basic = `Basic ${Buffer.from(`${account.sid}:${account.authToken}`).toString('base64')}`;
  const known = new KnownObjects(account.sid);

  const authorizationFor = (host: string): string => (host === 'api.vapi.ai' ? `Bearer ${VAPI_KEY}` : basic);
  /** Sends it and waits a few seconds of real time at most; what was made is remembered. */
  const send = async (address: string, init: RequestInit): Promise<Answered> => {
    const authorization = authorizationFor(address.split('/')[1] ?? '');
    const response = await fetch(emulator.url + address, {
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...init,
      headers: { authorization, ...init.headers },
    });
    const body = await response.text();
    if (response.status === 201) known.learn(address, JSON.parse(body));
    return { status: response.status, body };
  };
  const make = async (address: string, form: Record<string, string> | FormData): Promise<string> => {
    const body = form instanceof FormData ? form : new URLSearchParams(form);
    const answer = await send(address, { method: 'POST', body });
    const made = JSON.parse(answer.body) as { sid?: string };
    if (answer.status !== 201) throw new Error(`${address}: ${answer.body}`);
    return made.sid ?? '';
  };
  await oneOfEverything(make, account.sid);
  const unhandled: string[] = [];
  const note = (reason: unknown): void => void unhandled.push(String(reason));
  process.on('unhandledRejection', note);
  return {
    url: emulator.url,
    account,
    known,
    send,
    /** The header with which its owner asks this host. */
    authorization: authorizationFor,
    /** Rejections that nobody waited for. */
    unhandled: unhandled as readonly string[],
    /** False when the emulator says that it does not have this operation. */
    async serves({ host, method, template }: ApiOperation): Promise<boolean> {
      const path = template
        .replace('{AccountSid}', account.sid)
        .replace('{CountryCode}', 'US')
        .replace(/\{\w+\}/g, 'WK0');
      return (await send(`/${host}${path}`, { method })).status !== 501;
    },
    /** Time moves on, and everything that was set going happens. */
    pass: (seconds: number) => virtual.advance(seconds * 1000),
    close: async () => {
      process.off('unhandledRejection', note);
      await emulator.close();
      customer.closeAllConnections();
      await new Promise((resolve) => customer.close(resolve));
    },
  };
}

type Make = (address: string, form: Record<string, string> | FormData) => Promise<string>;

async function oneOfEverything(make: Make, accountSid: string): Promise<void> {
  const taskRouter = '/taskrouter.twilio.com/v1/Workspaces';
  const workspace = `${taskRouter}/${await make(taskRouter, { FriendlyName: 'first' })}`;
  const activity = await make(`${workspace}/Activities`, { FriendlyName: 'On', Available: 'true' });
  const attributes = '{"contact_uri":"+15550100200","level":1}';
  for (const name of ['ana', 'ben'])
    await make(`${workspace}/Workers`, { FriendlyName: name, ActivitySid: activity, Attributes: attributes });
  const queue = await make(`${workspace}/TaskQueues`, { FriendlyName: 'all' });
  const hook = 'https://customer.example.com/assignment';
  await make(`${workspace}/Workflows`, {
    FriendlyName: 'main',
    Configuration: JSON.stringify({ task_routing: { default_filter: { queue } } }),
    AssignmentCallbackUrl: hook,
  });
  await make(`${workspace}/TaskChannels`, { FriendlyName: 'fax', UniqueName: 'fax' });
  await make(`${workspace}/Tasks`, { Attributes: '{}' });

  const sync = '/sync.twilio.com/v1/Services';
  const service = `${sync}/${await make(sync, { FriendlyName: 'first' })}`;
  await make(`${service}/Documents`, { UniqueName: 'd' });
  await make(`${service}/Maps/${await make(`${service}/Maps`, { UniqueName: 'm' })}/Items`, {
    Key: 'k',
    Data: '{}',
  });
  await make(`${service}/Lists/${await make(`${service}/Lists`, { UniqueName: 'l' })}/Items`, { Data: '{}' });

  const serverless = '/serverless.twilio.com/v1/Services';
  const site = await make(serverless, { UniqueName: 'site', FriendlyName: 'site' });
  await make(`${serverless}/${site}/Environments`, { UniqueName: 'dev', DomainSuffix: 'dev' });
  const file = await make(`${serverless}/${site}/Functions`, { FriendlyName: 'f' });
  await make(`${serverless}/${site}/Assets`, { FriendlyName: 'a' });
  const upload = new FormData();
  upload.set('Path', '/f');
  upload.set('Visibility', 'public');
  upload.set('Content', new Blob(['exports.handler = (c, e, done) => done(null, 1);']), 'f.js');
  await make(`/serverless-upload.twilio.com/v1/Services/${site}/Functions/${file}/Versions`, upload);

  const api = `/api.twilio.com/2010-04-01/Accounts/${accountSid}`;
  await make(`${api}/Applications.json`, { FriendlyName: 'app' });
  await make(`${api}/Keys.json`, { FriendlyName: 'key' });
  await make(`${api}/Queues.json`, { FriendlyName: 'callers' });
  const call = { To: '+15550100200', From: '+15550100000', Url: 'https://customer.example.com/voice' };
  await make(`${api}/Calls.json`, call);
}
