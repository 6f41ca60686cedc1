import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createEmulator, type Emulator } from '../../emulator';
import type { Behaviour, Person, Phone } from '../../emulator/people';
import { applyInProcess, type EnvironmentOutputs } from '../../infra/in-process';
import { boardLink, inviteLink } from '../agent-invite';
import { build } from '../build';
import { AGENTS, NUMBER } from '../demo/cast';

const CACHE = path.resolve(__dirname, '../../.cache');
const TOKEN_SECRET = 'local-token-secret-0123456789';
const QUIET_MS = 500;
const VAPI_KEY = 'vapi-private-key';

/** A whole environment on the machine's clock, with one agent on duty, whose page a browser can open. */
export interface ConsoleStand {
  readonly emulator: Emulator;
  readonly outputs: EnvironmentOutputs;
  readonly agent: Person;
  /** A sign-in link for the agent. */
  invite(): Promise<string>;
  /** A sign-in link to the board. `phone`: where the supervisor may listen. */
  inviteToBoard(name: string, phone?: string): string;
  /** Somebody dials the number, hears the greeting out and says this. */
  callsAbout(number: string, words: string): Promise<Phone>;
  /** What the agent does when the phone rings. */
  whenRings(behaviour: Behaviour): void;
  /** Whether a caller and the agent have each other, as the record says. */
  isBridged(): Promise<boolean>;
  rest<T>(path: string): Promise<T>;
  /** A request that creates or changes something. Throws on an error status. */
  post<T>(path: string, form: Readonly<Record<string, string>>): Promise<T>;
  close(): Promise<void>;
}

export async function openStand(): Promise<ConsoleStand> {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(path.join(CACHE, 'console-'));
  await build({ quiet: true, outDir: path.join(folder, 'dist') });
  const emulator = await createEmulator({
    ...{ time: 'real', seed: 'console', port: 0, startAtMs: 0, roundTripMs: 20, numbers: [NUMBER] },
    ...{ functionsFolder: path.join(folder, 'run'), vapiKey: VAPI_KEY },
  });
  const { account, people, voice } = emulator;
  const { outputs } = await applyInProcess({
    config: {
      ...{ twilioAccountSid: account.sid, phoneNumber: NUMBER, apiUrl: emulator.url, syncMaps: '1' },
      ...{ agents: JSON.stringify([AGENTS.ana]), functions: path.join(folder, 'dist') },
    },
    secrets: {
      ...{ twilioAuthToken: account.authToken, vapiApiKey: VAPI_KEY, tokenSecret: TOKEN_SECRET },
      secret: 'local-secret-of-the-stack-0123456789abcdef',
    },
  });
  const consoleUrl = emulator.runtime.resolve(new URL(outputs.consoleUrl).origin) ?? '';
  const agent = people.person(AGENTS.ana.number);
  const authorization = `Basic ${Buffer.from(`${account.sid}:${account.authToken}`).toString('base64')}`;
  async function rest<T>(address: string): Promise<T> {
    const response = await fetch(`${emulator.url}/${address}`, { headers: { authorization } });
    return (await response.json()) as T;
  }
  return {
    emulator,
    outputs,
    agent,
    whenRings: (behaviour) => agent.whenRings(behaviour),
    invite: () =>
      inviteLink(
        AGENTS.ana.name,
        {
          ...{ ACCOUNT_SID: account.sid, AUTH_TOKEN: account.authToken, TOKEN_SECRET },
          ...{ WORKSPACE_SID: outputs.workspaceSid, CONSOLE_URL: consoleUrl, TWILIO_BASE_URL: emulator.url },
        },
        Date.now(),
      ),
    inviteToBoard: (name, phone) =>
      boardLink({ name, phone }, { CONSOLE_URL: consoleUrl, TOKEN_SECRET }, Date.now()),
    async callsAbout(number, words) {
      const phone = people.person(number).dial(voice, NUMBER);
      await phone.answered();
      await phone.hears('ai');
      await phone.says(words);
      return phone;
    },
    rest,
    async post<T>(address: string, form: Readonly<Record<string, string>>) {
      const response = await fetch(`${emulator.url}/${address}`, {
        ...{ method: 'POST', headers: { authorization }, body: new URLSearchParams(form) },
      });
      if (!response.ok) throw new Error(`POST ${address}: ${response.status} ${await response.text()}`);
      return (await response.json()) as T;
    },
    async isBridged() {
      const path = `sync.twilio.com/v1/Services/${outputs.syncServiceSid}/Maps/handoffs-00/Items`;
      const { items } = await rest<{ items: { data: { state?: { name: string } } }[] }>(path);
      return items.some(({ data }) => data.state?.name === 'bridged');
    },
    async close() {
      for (const { phones } of people.all()) for (const phone of phones) if (!phone.isOver) phone.hangUp();
      // What the end of a call sets off still asks the functions.
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
