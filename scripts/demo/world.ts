import path from 'node:path';
import { createEmulator, type Emulator } from '../../emulator';
import type { Person } from '../../emulator/people';
import type { VirtualClock } from '../../emulator/core/virtual-clock';
import { applyInProcess, type EnvironmentOutputs } from '../../infra/in-process';
import { AGENTS, NUMBER, type AgentName } from './cast';

export { AGENTS, NUMBER, type AgentName } from './cast';

const ROOT = path.resolve(__dirname, '../..');

/** How an environment of the demo differs from the default settings. */
export interface WorldOptions {
  readonly bridge?: 'conference' | 'vapi-transfer';
  readonly wait?: 'ai' | 'hold';
  /** Upstream round trip in emulated milliseconds. */
  readonly roundTripMs?: number;
  /** Folder of the built functions. Default: `dist` of the project. */
  readonly functions?: string;
  /** Makes the environment on the platform. Default: `infra/index.ts`, run within this process. */
  readonly provision?: (description: EnvironmentDescription) => Promise<EnvironmentOutputs>;
}

/** What an environment is made from: configuration and secrets of the stack. */
export interface EnvironmentDescription {
  readonly config: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** A provisioned environment on the local platform, with its agents. */
export interface World {
  readonly emulator: Emulator;
  readonly clock: VirtualClock;
  readonly outputs: EnvironmentOutputs;
  readonly secrets: { readonly hmac: string; readonly server: string; readonly sweep: string };
  readonly agents: Readonly<Record<AgentName, Person>>;
  /** Any request from outside; emulated time stands still until it is answered, or waits for that time itself. */
  request(url: string, init?: RequestInit): Promise<{ readonly status: number; readonly body: string }>;
  /** A request to the platform as ops tools make it; answers with the parsed body. Throws on an error status. */
  rest<T>(method: 'GET' | 'POST', address: string, form?: Readonly<Record<string, string>>): Promise<T>;
  close(): Promise<void>;
}

const VAPI_KEY = 'vapi-private-key';
const SECRETS = {
  hmac: 'demo-hmac-secret-0123456789',
  server: 'demo-server-secret-0123456789',
  sweep: 'demo-sweep-secret-0123456789',
};

async function inProcess(description: EnvironmentDescription): Promise<EnvironmentOutputs> {
  return (await applyInProcess(description)).outputs;
}

/** Starts the platform and makes the environment of `infra/index.ts` on it. Functions must have been built. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const { bridge = 'conference', wait = 'ai', roundTripMs = 80 } = options;
  const provision = options.provision ?? inProcess;
  const emulator = await createEmulator({
    time: 'virtual',
    seed: `demo-${bridge}-${wait}`,
    port: 0,
    startAtMs: Date.UTC(2026, 0, 5, 9),
    roundTripMs,
    functionsFolder: path.join(ROOT, '.cache/functions'),
    numbers: [NUMBER],
    vapiKey: VAPI_KEY,
  });
  const { account, virtual } = emulator;
  if (!virtual) throw new Error('the demo runs in virtual time');
  const outputs = await provision({
    config: {
      twilioAccountSid: account.sid,
      phoneNumber: NUMBER,
      apiUrl: emulator.url,
      agents: JSON.stringify(Object.values(AGENTS)),
      bridge,
      wait,
      ...(options.functions === undefined ? {} : { functions: options.functions }),
    },
    secrets: {
      twilioAuthToken: account.authToken,
      vapiApiKey: VAPI_KEY,
      secret: 'demo-secret-of-the-stack-0123456789abcdef',
      vapiHmacSecret: SECRETS.hmac,
      vapiServerSecret: SECRETS.server,
      sweepSecret: SECRETS.sweep,
    },
  });
  const authorization = `Basic ${Buffer.from(`${account.sid}:${account.authToken}`).toString('base64')}`;
  const request: World['request'] = async (url, init) => {
    const work = emulator.activity.begin();
    try {
      const headers = new Headers(init?.headers);
      // A Function that waits for emulated time lets it pass.
      if (!url.startsWith(emulator.url)) headers.set('x-emulator-work', work.id);
      const response = await fetch(url, { ...init, headers });
      return { status: response.status, body: await response.text() };
    } finally {
      work.end();
    }
  };
  const person = (name: AgentName): Person => emulator.people.person(AGENTS[name].number);
  return {
    emulator,
    clock: virtual,
    outputs,
    secrets: SECRETS,
    agents: { ana: person('ana'), ben: person('ben'), cleo: person('cleo') },
    request,
    async rest<T>(method: 'GET' | 'POST', address: string, form?: Readonly<Record<string, string>>) {
      const { status, body } = await request(`${emulator.url}/${address}`, {
        method,
        headers: { authorization },
        ...(form ? { body: new URLSearchParams(form) } : {}),
      });
      if (status >= 300) throw new Error(`${method} ${address}: ${status} ${body}`);
      return JSON.parse(body) as T;
    },
    close: () => emulator.close(),
  };
}
