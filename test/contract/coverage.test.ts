import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Hono } from 'hono';
import { COVERAGE } from '../../emulator/coverage';
import { SDK_COVERAGE } from '../../emulator/coverage/sdks';
import type { Product } from '../../emulator/core/product';
import { createPeople } from '../../emulator/people';
import { createNumbers } from '../../emulator/twilio/numbers';
import { createServerless } from '../../emulator/twilio/serverless';
import { createSync } from '../../emulator/twilio/sync';
import { createTaskRouter } from '../../emulator/twilio/taskrouter';
import { createVoice } from '../../emulator/twilio/voice';
import { createVapi } from '../../emulator/vapi';
import { vapiDocument } from '../../emulator/vapi/openapi/document';
import { api2010 } from '../../emulator';
import { ACCOUNT_SID, AUTH_TOKEN, emulated, type Emulated } from '../support/emulated';
import { readTwilioDocument } from '../support/openapi-document';
import { departsFromOpenApi } from '../support/openapi-watch';

departsFromOpenApi(/./);

/** The part of the 2010 API that a product on TaskRouter and Voice and its users' tools could call. */
const VOICE_PART =
  /^\/2010-04-01\/Accounts(\.json|\/\{Sid\}\.json|\/\{AccountSid\}\/(Applications|AvailablePhoneNumbers|Balance|Calls|Conferences|IncomingPhoneNumbers|Keys|OutgoingCallerIds|Queues|Recordings|SigningKeys|Tokens)[./])/;

/** What no document of ours describes: Vapi's credentials, web calls, its Twilio webhook, its control URL; uploads; media. */
const UNDOCUMENTED =
  /^\w+ \/(credential|call\/web|twilio\/(inbound_call|status)|\{id\}\/(control|operator)|v1\/.*\/Versions)\b|\/Recordings\/\{Sid\}$/;

const hosts = Object.keys(COVERAGE);
const VAPI_KEY = 'vapi-private';
let emulator: Emulated;
const apps = new Map<string, Hono>();

beforeAll(async () => {
  emulator = await emulated((ctx) => {
    const numbers = createNumbers(ctx);
    const voice = createVoice(ctx, {
      streams: { find: () => undefined },
      farEnds: createPeople(ctx).farEnds,
      taskRouter: () => taskRouter.forVoice,
      numbers,
    });
    const taskRouter = createTaskRouter(ctx, voice.forTaskRouter);
    const runtime = { deploy: async () => undefined, undeploy: async () => undefined, logs: () => [] };
    const products: Product[] = [
      taskRouter.product,
      createSync(ctx).product,
      createServerless(ctx, runtime).product,
      createVapi(ctx, { apiKey: VAPI_KEY }).product,
      api2010(ctx.account, [voice.mount, numbers.mount]),
    ];
    for (const { hosts: names, app } of products) for (const name of names) apps.set(name, app);
    return products;
  });
});
afterAll(() => emulator.close());

function documented(host: string): string[] {
  const paths = host === 'api.vapi.ai' ? vapiDocument.paths : (readTwilioDocument(host)?.paths ?? {});
  return Object.entries(paths)
    .filter(([template]) => host !== 'api.twilio.com' || VOICE_PART.test(template))
    .flatMap(([template, methods]) =>
      Object.keys(methods)
        .filter((method) => /^(get|post|put|patch|delete)$/.test(method))
        .map((method) => `${method.toUpperCase()} ${template}`),
    );
}

describe.each(hosts)('%s', (host) => {
  const coverage = COVERAGE[host] ?? {};

  test('the matrix has every documented operation, and no other', () => {
    const own = Object.keys(coverage).filter((operation) => !UNDOCUMENTED.test(operation));
    const asked = documented(host).filter((operation) => !UNDOCUMENTED.test(operation));
    expect(own.sort()).toEqual(asked.sort());
  });

  test('what the matrix calls served has a route, the rest answers 501', async () => {
    const differing: string[] = [];
    for (const [operation, { state }] of Object.entries(coverage)) {
      const [method = '', template = ''] = operation.split(' ');
      const answer = await fetch(`${emulator.url}/${host}${sample(template)}`, {
        method,
        headers: { authorization: authorization(host) },
      });
      const isServed = !(await answer.text()).includes('does not serve');
      if (isServed === (state === '501')) differing.push(`${operation}: ${answer.status}`);
    }
    expect(differing).toEqual([]);
  });

  test('every route is an operation that the matrix calls served', () => {
    const served = Object.entries(coverage).filter(([, { state }]) => state !== '501');
    const known = served.map(([operation]) => operation.replaceAll(/\{\w+\}/g, '*'));
    const routes = (apps.get(host)?.routes ?? [])
      .filter(({ method }) => method !== 'ALL')
      .map(
        ({ method, path: route }) =>
          `${method} ${route.replaceAll(PARAMETER, asTemplate).replace(ACCOUNT_SID, '*')}`,
      )
      .filter((route) => isOf(host, route));
    expect(routes.filter((route) => !known.includes(route))).toEqual([]);
  });

  test('every test that the matrix names is there', () => {
    const missing = Object.values(coverage).flatMap((entry) =>
      'test' in entry && !isThere(entry.test) ? entry.test : [],
    );
    expect(missing).toEqual([]);
  });
});

describe.each([
  ['twilio-taskrouter', 'dist/types.d.ts'],
  ['twilio-sync', 'builds/lib.d.ts'],
] as const)('the browser SDK %s', (sdk, types) => {
  const coverage = SDK_COVERAGE[sdk];

  test('the matrix has everything public, and nothing else', () => {
    const file = path.join(__dirname, '../../node_modules', sdk, types);
    expect(Object.keys(coverage).sort()).toEqual(publicMembers(readFileSync(file, 'utf8')).sort());
  });

  test('every test that the matrix names is there', () => {
    const named = Object.values(coverage).flatMap((entry) => ('test' in entry ? entry.test : []));
    expect(named.filter((claim) => !isThere(claim))).toEqual([]);
  });
});

/** Classes that only the SDK itself uses. */
const INTERNAL = /Impl$|^(SyncEntity|Closeable|Network|Storage|TaskRouterEventHandler|Sync(Map|List)Item)$/;

/** `Class.method` and `Class#event` of a file with types. */
function publicMembers(source: string): string[] {
  const blocks = source
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .matchAll(/^(?:declare |export |abstract )*(?:class|interface) (\w+)[^\n]*\{\n([\s\S]*?)^\}/gm);
  return [...blocks].flatMap(([, owner = '', body = '']) => {
    if (INTERNAL.test(owner)) return [];
    const isEvents = owner.endsWith('Events');
    const own = isEvents ? /^ {4}(\w+): \(/gm : /^ {4}([a-z]\w*)\(/gm;
    const events = [...body.matchAll(/^ {4}static readonly (\w+)/gm)].map(([, name]) => `${owner}#${name}`);
    const members = [...body.matchAll(own)]
      .filter(([, name]) => name !== 'constructor')
      .map(([, name]) => (isEvents ? `${owner.slice(0, -'Events'.length)}#${name}` : `${owner}.${name}`));
    return [...members, ...events];
  });
}

/** A path that leads to the operation: SIDs that have the right look and belong to nobody. */
function sample(template: string): string {
  return template.replaceAll(/(\w+)?\/\{(\w+)\}/g, (_, folder: string | undefined, name: string) => {
    const isAccount = name === 'AccountSid' || (folder === 'Accounts' && name === 'Sid');
    return `${folder ?? ''}/${isAccount ? ACCOUNT_SID : (PREFIXES[folder ?? ''] ?? 'ZZ') + '1'.repeat(32)}`;
  });
}

/** Folders in which a name that is no SID means something else. */
const PREFIXES: Readonly<Record<string, string>> = {
  ...{ TaskQueues: 'WQ', Workers: 'WK', Workflows: 'WW', Workspaces: 'WS' },
  ...{ IncomingPhoneNumbers: 'PN', Applications: 'AP', Keys: 'SK', Calls: 'CA', Participants: 'CA' },
  ...{ Recordings: 'RE' },
};

function authorization(host: string): string {
  if (host.endsWith('vapi.ai')) return `Bearer ${VAPI_KEY}`;
  return `Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString('base64')}`;
}

/** A parameter of a route, with the pattern that it may carry: `:sid{WK[^/]+}`. */
const PARAMETER = /:\w+(\{(?:[^{}]|\{[^{}]*\})*\})?/g;

/** Serverless serves two hosts with one app; only uploads go to the second. */
function isOf(host: string, route: string): boolean {
  const isUpload = /^POST .*\/Versions$/.test(route);
  return !host.startsWith('serverless') || isUpload === (host === 'serverless-upload.twilio.com');
}

function asTemplate(parameter: string): string {
  return parameter.includes('.json') ? '*.json' : '*';
}

function isThere(claim: string): boolean {
  const [file = '', ...name] = claim.split(': ');
  const source = path.join(__dirname, `${file}.test.ts`);
  if (!existsSync(source)) return false;
  const titles = [
    ...readFileSync(source, 'utf8').matchAll(
      /\b(?:test|it)(?:\.each[^(]*\([\s\S]*?\))?\(\s*(['"`])(.*?)\1,/g,
    ),
  ];
  return titles.some(([, , title = '']) => {
    const pattern = title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/%[sji]/g, '.+');
    return new RegExp(`(^| )${pattern}$`).test(name.join(': '));
  });
}
