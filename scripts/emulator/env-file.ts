import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Emulator } from '../../emulator';
import { localRest } from './local-rest';

interface Serverless {
  readonly services: readonly { readonly sid: string; readonly unique_name: string }[];
  readonly environments: readonly { readonly sid: string }[];
  readonly variables: readonly { readonly key: string; readonly value: string }[];
}

/** Where each deployment is; only the process that serves the functions knows it. */
const OWN_URLS = ['SERVER_URL', 'EVENTS_URL'];

/** The variables that are deployed with the functions, and the credentials that the platform adds; undefined without functions. */
async function deployedVariables(emulator: Emulator): Promise<Record<string, string> | undefined> {
  const get = (below: string): Promise<Serverless> =>
    localRest<Serverless>(emulator, 'GET', `serverless.twilio.com/v1/Services${below}`);
  const service = (await get('')).services.find(({ unique_name }) =>
    unique_name.startsWith('handoff-control'),
  );
  const environment = service && (await get(`/${service.sid}/Environments`)).environments[0];
  if (!environment) return undefined;
  const { variables } = await get(`/${service.sid}/Environments/${environment.sid}/Variables?PageSize=100`);
  return {
    ACCOUNT_SID: emulator.account.sid,
    AUTH_TOKEN: emulator.account.authToken,
    ...Object.fromEntries(
      variables.filter(({ key }) => !OWN_URLS.includes(key)).map(({ key, value }) => [key, value]),
    ),
  };
}

/** Writes what `npm run functions` and a shell need; false when nothing is deployed. */
export async function writeEnvFile(emulator: Emulator, file: string): Promise<boolean> {
  const variables = await deployedVariables(emulator);
  if (!variables) return false;
  const lines = Object.entries(variables).map(([name, value]) => `${name}='${value.replace(/'/g, '')}'`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  return true;
}
