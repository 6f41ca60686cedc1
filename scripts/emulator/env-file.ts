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
const OWN_URLS = ['SERVER_URL', 'EVENTS_URL', 'CONSOLE_URL'];

/** The variables that are deployed with the functions, and the credentials that the platform adds; undefined without functions. */
export async function deployedVariables(emulator: Emulator): Promise<Record<string, string> | undefined> {
  const get = (below: string): Promise<Serverless> =>
    localRest<Serverless>(emulator, 'GET', `serverless.twilio.com/v1/Services${below}`);
  const variables: { readonly key: string; readonly value: string }[] = [];
  for (const { sid, unique_name } of (await get('')).services) {
    if (!/^handoff-(control|console)/.test(unique_name)) continue;
    const environment = (await get(`/${sid}/Environments`)).environments[0];
    if (!environment) continue;
    const below = `/${sid}/Environments/${environment.sid}/Variables?PageSize=100`;
    variables.push(...(await get(below)).variables);
  }
  if (variables.length === 0) return undefined;
  const consoleUrl = variables.find(({ key }) => key === 'CONSOLE_URL')?.value ?? '';
  return {
    ACCOUNT_SID: emulator.account.sid,
    AUTH_TOKEN: emulator.account.authToken,
    ...Object.fromEntries(
      variables.filter(({ key }) => !OWN_URLS.includes(key)).map(({ key, value }) => [key, value]),
    ),
    // Where a browser of this machine finds the page.
    CONSOLE_URL: emulator.runtime.resolve(consoleUrl) ?? consoleUrl,
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
