import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createEmulator, type Emulator } from '../../emulator';
import { boardLink, inviteLink, type Settings } from '../agent-invite';
import { build } from '../build';
import { AGENTS, NUMBER, SUPERVISOR } from '../demo/cast';
import { deployedVariables } from '../emulator/env-file';
import { localRest } from '../emulator/local-rest';
import { applyLocally, goOnDuty } from '../emulator/provision';
import { VAPI_KEY } from '../emulator/vapi-key';
import { textFiles } from './sources';
import { watchSources } from './watch';
import { DevWorkshop } from './workshop';

const ROOT = path.resolve(__dirname, '../..');
const CACHE = path.join(ROOT, '.cache');
const ROUND_TRIP_MS = 40;

export interface Playground {
  readonly emulator: Emulator;
  readonly workshop: DevWorkshop;
  /** What was built and runs; gone after the end. */
  readonly folder: string;
  /** Brings everything into force for the first time. What is wrong then stands in the workshop's state. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export interface PlaygroundOptions {
  /** 0 takes a free port. */
  readonly port: number;
  readonly rules?: string | undefined;
  /** How long an agent's phone rings; as long as in any environment unless told. */
  readonly ringSeconds?: number;
  /** Where an origin is really served that is none of the platforms' own. */
  readonly resolve?: (origin: string) => string | undefined;
}

/** The platforms in real time with an environment that follows its sources. Throws when the port is taken. */
export async function openPlayground(options: PlaygroundOptions): Promise<Playground> {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(path.join(CACHE, 'dev-'));
  const functions = path.join(folder, 'dist');
  const rules = path.resolve(options.rules ?? path.join(ROOT, 'routing/rules.yaml'));
  let isOnDuty = false;

  const workshop: DevWorkshop = new DevWorkshop({
    root: ROOT,
    rules,
    texts: textFiles(ROOT),
    async bringIntoForce() {
      await build({ quiet: true, outDir: functions });
      const { workspaceSid, consoleUrl } = await applyLocally(emulator, {
        ...{ functions, rules },
        ringSeconds: options.ringSeconds,
      });
      const page = atHome(emulator, consoleUrl);
      workshop.show([
        { name: 'Agent’s page', url: page, agent: AGENTS.ana.name },
        { name: 'Board', url: `${page}/board` },
      ]);
      if (isOnDuty) return;
      // The phone that rings first is the one whose page the first link opens.
      await goOnDuty(emulator, workspaceSid, [AGENTS.ana.name]);
      isOnDuty = true;
    },
    signInLink: (agent) => signInLink(emulator, agent),
  });
  const emulator: Emulator = await createEmulator({
    ...{ time: 'real', seed: 'local', port: options.port, roundTripMs: ROUND_TRIP_MS },
    ...{ functionsFolder: path.join(folder, 'run'), numbers: [NUMBER], vapiKey: VAPI_KEY, workshop },
    ...(options.resolve ? { resolve: options.resolve } : {}),
  }).catch((error: unknown) => {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  for (const { number } of [...Object.values(AGENTS), SUPERVISOR]) {
    await localRest(emulator, 'PUT', `_emulator/people/${number}`, JSON.stringify({ does: 'never-answers' }));
  }
  const folders = ['functions', 'texts', 'assets', 'routing'].map((name) => path.join(ROOT, name));
  const unwatch = watchSources({ folders, files: [rules] }, (files) => {
    const isCode = files.some((file) => file.startsWith(path.join(ROOT, 'functions')));
    void workshop.renew(files.map((file) => workshop.named(file)).join(', '), isCode);
  });
  return {
    emulator,
    workshop,
    folder,
    start: () => workshop.renew('everything'),
    async close() {
      unwatch();
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The address at which a browser of this machine finds what is served at a fictional domain. */
function atHome(emulator: Emulator, address: string): string {
  const { origin, pathname } = new URL(address);
  return `${emulator.runtime.resolve(origin) ?? origin}${pathname}`;
}

async function signInLink(emulator: Emulator, agent: string | undefined): Promise<string> {
  const variables = await deployedVariables(emulator);
  if (!variables) throw new Error('nothing is in force yet: mend what is wrong first');
  const settings = { ...(variables as unknown as Settings), TWILIO_BASE_URL: emulator.url };
  if (agent !== undefined) return inviteLink(agent, settings, Date.now());
  return boardLink({ name: SUPERVISOR.name, phone: SUPERVISOR.number }, settings, Date.now());
}
