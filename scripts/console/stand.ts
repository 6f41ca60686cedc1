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
/** Answers in the browser, and is on duty when told so. */
export const COLLEAGUE = { name: AGENTS.ben.name, number: 'client:ben' } as const;
const QUIET_MS = 500;
const VAPI_KEY = 'vapi-private-key';

/** A whole environment on the machine's clock, with one agent on duty, whose page a browser can open. */
export interface ConsoleStand {
  readonly emulator: Emulator;
  readonly outputs: EnvironmentOutputs;
  readonly agent: Person;
  /** A sign-in link for the agent, or for the colleague, who answers in the browser. */
  invite(name?: string): Promise<string>;
  /** A sign-in link to the board. `phone`: where the supervisor may listen. */
  inviteToBoard(name: string, phone?: string): string;
  /** Somebody dials the number, hears the greeting out and says this. */
  callsAbout(number: string, words: string): Promise<Phone>;
  /** What the agent does when the phone rings. */
  whenRings(behaviour: Behaviour): void;
  /** Whether a caller and the agent have each other, as the record says. */
  isBridged(): Promise<boolean>;
  /** What the AI leg that was made last was told of the call before it. */
  lastNoteToAi(): Promise<string>;
  rest<T>(path: string): Promise<T>;
  /** A request that creates or changes something. Throws on an error status. */
  post<T>(path: string, form: Readonly<Record<string, string>>): Promise<T>;
  close(): Promise<void>;
}

interface StandOptions {
  /** A folder of built functions; built anew where none is given. */
  readonly functions?: string;
  /** More of the stack's configuration, such as a sign-in provider. */
  readonly config?: Readonly<Record<string, string>>;
  /** How fast everybody speaks; as people do where it is not given. */
  readonly charactersPerSecond?: number;
}

export async function openStand(options: StandOptions = {}): Promise<ConsoleStand> {
  const { functions, config, charactersPerSecond } = options;
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(path.join(CACHE, 'console-'));
  const built = functions ?? path.join(folder, 'dist');
  if (!functions) await build({ quiet: true, outDir: built });
  const emulator = await createEmulator({
    ...{ time: 'real', seed: 'console', port: 0, roundTripMs: 20, numbers: [NUMBER] },
    ...{ functionsFolder: path.join(folder, 'run'), vapiKey: VAPI_KEY, charactersPerSecond },
  });
  const { account, people, voice } = emulator;
  const { outputs } = await applyInProcess({
    config: {
      ...{ twilioAccountSid: account.sid, phoneNumber: NUMBER, apiUrl: emulator.url, syncMaps: '1' },
      ...{ agents: JSON.stringify([AGENTS.ana, COLLEAGUE]), functions: built },
      ...config,
    },
    secrets: {
      ...{ twilioAuthToken: account.authToken, vapiApiKey: VAPI_KEY, tokenSecret: TOKEN_SECRET },
      secret: 'local-secret-of-the-stack-0123456789abcdef',
    },
  });
  const consoleUrl = emulator.runtime.resolve(new URL(outputs.consoleUrl).origin) ?? '';
  const agent = people.person(AGENTS.ana.number);
  people.person(COLLEAGUE.number);
  const authorization = `Basic ${Buffer.from(`${account.sid}:${account.authToken}`).toString('base64')}`;
  async function rest<T>(address: string): Promise<T> {
    const response = await fetch(`${emulator.url}/${address}`, { headers: { authorization } });
    return (await response.json()) as T;
  }
  async function post<T>(address: string, form: Readonly<Record<string, string>>): Promise<T> {
    const response = await fetch(`${emulator.url}/${address}`, {
      ...{ method: 'POST', headers: { authorization }, body: new URLSearchParams(form) },
    });
    if (!response.ok) throw new Error(`POST ${address}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
  await goesOffDuty(COLLEAGUE.name);
  return {
    emulator,
    outputs,
    agent,
    whenRings: (behaviour) => agent.whenRings(behaviour),
    invite: (name = AGENTS.ana.name) =>
      inviteLink(
        name,
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
    post,
    async isBridged() {
      const path = `sync.twilio.com/v1/Services/${outputs.syncServiceSid}/Maps/handoffs-00/Items`;
      const { items } = await rest<{ items: { data: { state?: { name: string } } }[] }>(path);
      return items.some(({ data }) => data.state?.name === 'bridged');
    },
    async lastNoteToAi() {
      const headers = { authorization: `Bearer ${VAPI_KEY}` };
      const calls = (await (await fetch(`${emulator.url}/api.vapi.ai/call?limit=1`, { headers })).json()) as {
        assistantOverrides?: { variableValues?: { handoffNote?: string } };
      }[];
      return calls[0]?.assistantOverrides?.variableValues?.handoffNote ?? '';
    },
    async close() {
      for (const { phones } of people.all()) for (const phone of phones) if (!phone.isOver) phone.hangUp();
      // What the end of a call sets off still asks the functions.
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };

  async function goesOffDuty(name: string): Promise<void> {
    const workspace = `taskrouter.twilio.com/v1/Workspaces/${outputs.workspaceSid}`;
    const { activities } = await rest<{ activities: { sid: string; friendly_name: string }[] }>(
      `${workspace}/Activities`,
    );
    const { workers } = await rest<{ workers: { sid: string; friendly_name: string }[] }>(
      `${workspace}/Workers`,
    );
    const sidOf = (all: readonly { sid: string; friendly_name: string }[], wanted: string): string =>
      all.find(({ friendly_name }) => friendly_name === wanted)?.sid ?? '';
    await post(`${workspace}/Workers/${sidOf(workers, name)}`, {
      ActivitySid: sidOf(activities, 'Offline'),
    });
  }
}
