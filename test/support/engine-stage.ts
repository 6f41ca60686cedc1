import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyInProcess } from '../../infra/in-process';
import type { EnvironmentDescription } from '../../scripts/demo/world';
import { comparable, dumpAccount, type DumpedObject } from './account-dump';
import { ACCOUNT_SID, AUTH_TOKEN } from './emulated';
import { emulatedAccount, VAPI_KEY, type EmulatedAccount } from './emulated-account';
import { Engine } from './engine';

/** The account has not got it: it is bought. */
const PHONE_NUMBER = '+15550100777';
const CHANGES = {
  ...{ ringSeconds: '25', wait: 'hold', bridge: 'vapi-transfer', humanAgentNumber: '+15550100202' },
  ...{ model: 'gpt-4o-mini', defaultLanguage: 'es', syncMaps: '2' },
};
const SERVICES = ['control', 'events', 'console'];

/** A stack of the real engine that describes a small environment, on an account that is empty but for its number. */
export class EngineStage {
  private changes: Readonly<Record<string, string>> = {};

  private constructor(
    readonly engine: Engine,
    readonly platform: EmulatedAccount,
    private readonly functions: string,
  ) {}

  static async open(): Promise<EngineStage> {
    const functions = mkdtempSync(join(tmpdir(), 'handoff-dist-'));
    for (const service of SERVICES) {
      mkdirSync(join(functions, service, 'functions'), { recursive: true });
      mkdirSync(join(functions, service, 'assets'));
    }
    const stage = new EngineStage(new Engine(), await emulatedAccount(), functions);
    stage.writeFunctions('1');
    await stage.engine.open(stage.describedAt(stage.platform));
    return stage;
  }

  /** From now on most objects are described otherwise. */
  async change(): Promise<void> {
    this.changes = CHANGES;
    this.writeFunctions('2');
    for (const [key, value] of Object.entries(CHANGES)) await this.engine.must('config', 'set', key, value);
  }

  /** Everything that the account holds. */
  dump(): Promise<DumpedObject[]> {
    return dumpOf(this.platform);
  }

  /** Everything that an account holds after the same program ran undisturbed, in process. */
  async undisturbed(): Promise<DumpedObject[]> {
    const beside = await emulatedAccount();
    try {
      await applyInProcess({ stack: this.engine.stack, ...this.describedAt(beside) });
      return await dumpOf(beside);
    } finally {
      await beside.close();
    }
  }

  async close(): Promise<void> {
    await this.engine.close();
    await this.platform.close();
    rmSync(this.functions, { recursive: true });
  }

  private writeFunctions(version: string): void {
    for (const service of SERVICES) {
      const file = join(this.functions, service, 'functions/hello.js');
      writeFileSync(file, `exports.handler = () => ${version};`);
    }
  }

  private describedAt({ url }: EmulatedAccount): EnvironmentDescription {
    return {
      config: {
        ...{ twilioAccountSid: ACCOUNT_SID, apiUrl: url, functions: this.functions },
        ...{ phoneNumber: PHONE_NUMBER, buyNumber: 'US' },
        ...{ humanAgentNumber: '+15550100201', syncMaps: '1' },
        ...this.changes,
      },
      secrets: { twilioAuthToken: AUTH_TOKEN, vapiApiKey: VAPI_KEY, secret: 's'.repeat(40) },
    };
  }
}

async function dumpOf({ url }: EmulatedAccount): Promise<DumpedObject[]> {
  const account = { sid: ACCOUNT_SID, authToken: AUTH_TOKEN };
  return comparable(await dumpAccount({ url, account, vapiKey: VAPI_KEY }), account);
}
