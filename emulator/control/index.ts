import { cors } from 'hono/cors';
import { CONTROL_HOST } from '../core/addressed';
import type { Product } from '../core/product';
import { controlApp, LOCAL_ORIGIN } from './app';
import { callEndpoints } from './calls';
import { clockEndpoints } from './clock';
import { mountFace } from './face';
import { faultEndpoints } from './faults';
import { functionEndpoints } from './functions';
import { journalEndpoints } from './journal';
import { ledgerEndpoints } from './ledger';
import { liveEndpoints } from './live';
import { peopleEndpoints } from './people';
import { Directory } from './people/directory';
import { scenarioEndpoints } from './scenario';
import { ScenarioPlayer } from './scenario-player';
import { settingEndpoints } from './settings';
import { snapshotEndpoints } from './snapshot';
import { syncEndpoints } from './sync';
import type { ControlTarget } from './target';
import { taskEndpoints } from './tasks';
import { webhookEndpoints } from './webhooks';
import { workshopEndpoints } from './workshop';

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
  const app = controlApp({
    endpoints,
    about: () => description(target),
    // The agent's page has an origin of its own on this machine; its stand-in for a telephone is moved from here.
    mayAsk: (origin) => LOCAL_ORIGIN.test(origin),
    prepare(app) {
      app.use('*', cors({ origin: (origin) => (LOCAL_ORIGIN.test(origin) ? origin : undefined) }));
      mountFace(app);
    },
  });
  return { hosts: [CONTROL_HOST], app };
}

function description({ account, seed, paced, numbers }: ControlTarget): object {
  return {
    account: { sid: account.sid, authToken: account.authToken },
    numbers: numbers.all(),
    seed,
    time: paced ? 'real' : 'virtual',
  };
}
