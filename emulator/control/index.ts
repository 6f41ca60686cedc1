import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { z } from 'zod';
import { CONTROL_HOST } from '../core/addressed';
import type { Product } from '../core/product';
import { callEndpoints } from './calls';
import { clockEndpoints } from './clock';
import type { Endpoint } from './endpoint';
import { mountFace } from './face';
import { faultEndpoints } from './faults';
import { functionEndpoints } from './functions';
import { journalEndpoints } from './journal';
import { ledgerEndpoints } from './ledger';
import { liveEndpoints } from './live';
import { peopleEndpoints } from './people';
import { Directory } from './people/directory';
import { checked, readBody, refuse, Refusal } from './refusal';
import { scenarioEndpoints } from './scenario';
import { ScenarioPlayer } from './scenario-player';
import { settingEndpoints } from './settings';
import { snapshotEndpoints } from './snapshot';
import { syncEndpoints } from './sync';
import type { ControlTarget } from './target';
import { taskEndpoints } from './tasks';
import { webhookEndpoints } from './webhooks';
import { workshopEndpoints } from './workshop';

const BASE = '/_emulator';
const LOCAL_ORIGIN = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** The emulator's own API under `/_emulator`: its clock, faults, settings, people, and everything that is in it. */
export function createControl(target: ControlTarget): Product {
  const directory = new Directory(target);
  const player = new ScenarioPlayer(target, directory);
  const endpoints = [
    ...clockEndpoints(target),
    ...faultEndpoints(target),
    ...settingEndpoints(target),
    ...scenarioEndpoints(target, player),
    ...peopleEndpoints(target, directory),
    ...callEndpoints(target),
    ...ledgerEndpoints(target),
    ...taskEndpoints(target),
    ...syncEndpoints(target),
    ...webhookEndpoints(target),
    ...functionEndpoints(target),
    ...journalEndpoints(target),
    ...snapshotEndpoints(target, directory, player),
    ...liveEndpoints(target),
    ...workshopEndpoints(target),
  ];
  const app = new Hono();
  app.onError(refuse);
  app.notFound((c) =>
    refuse(new Refusal(404, `no ${c.req.method} ${c.req.path}; GET ${BASE} lists all routes`), c),
  );
  // The agent's page has an origin of its own on this machine; its stand-in for a telephone is moved from here.
  app.use('*', cors({ origin: (origin) => (LOCAL_ORIGIN.test(origin) ? origin : undefined) }));
  app.use('*', async (c, next) => {
    refuseOtherSites(c.req.header('host') ?? '', c.req.header('origin'));
    await next();
  });
  mountFace(app);
  app.get(BASE, (c) => c.json(description(target, endpoints)));
  for (const { method, path, body, answer } of endpoints) {
    app.on(method, BASE + path, async (c) => answer(c, body ? checked(body, await readBody(c)) : undefined));
  }
  return { hosts: [CONTROL_HOST], app };
}

/** A page of another site must not move an emulator that listens on this machine. */
function refuseOtherSites(host: string, origin: string | undefined): void {
  const isLocal = LOCAL_ORIGIN.test(`http://${host}`);
  if (isLocal && (origin === undefined || LOCAL_ORIGIN.test(origin))) return;
  throw new Refusal(403, 'the controls answer only to this machine and to pages that it serves');
}

function description({ account, seed, virtual, numbers }: ControlTarget, endpoints: readonly Endpoint[]) {
  return {
    account: { sid: account.sid, authToken: account.authToken },
    numbers: numbers.all(),
    seed,
    time: virtual ? 'virtual' : 'real',
    routes: endpoints.map(({ method, path, about, query, body, example }) => ({
      ...{ method, path: BASE + path, about },
      ...(query ? { query } : {}),
      ...(body ? { example, body: z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) } : {}),
    })),
  };
}
