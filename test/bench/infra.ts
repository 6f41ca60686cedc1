import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../scripts/build';
import { buildEngine } from '../../scripts/engine';
import { emulatedAccount, NUMBER, VAPI_KEY } from '../support/emulated-account';
import { ACCOUNT_SID, AUTH_TOKEN } from '../support/emulated';
import { Engine } from '../support/engine';
import type { Measure } from './measure';

/**
 * What `npx pulumi up` costs with the real engine on the local platform, which answers at once: seconds are the engine,
 * the program and the providers; requests are what a rate limit would count.
 */
export async function measureInfra(): Promise<Measure[]> {
  await buildEngine((line) => console.error(line));
  const folder = mkdtempSync(join(tmpdir(), 'handoff-bench-'));
  const functions = join(folder, 'dist');
  await build({ quiet: true, outDir: functions });
  const platform = await emulatedAccount();
  const engine = new Engine();
  const measures: Measure[] = [];
  const requests = () =>
    platform.ctx.journal.entries.filter(({ kind }) => kind === 'api.answered').map(({ method }) => method);
  const note = (name: string, value: number, unit: string, goal: number, why?: string): void =>
    void measures.push({ name, value, unit, goal, note: why });
  /** The command's seconds, and its requests that write and that read. */
  const timed = async (...args: string[]) => {
    const before = requests().length;
    const startedAt = performance.now();
    await engine.must(...args);
    const made = requests().slice(before);
    const writes = made.filter((method) => method !== 'GET').length;
    return { seconds: (performance.now() - startedAt) / 1000, writes, reads: made.length - writes };
  };
  try {
    await engine.open({
      config: {
        ...{ twilioAccountSid: ACCOUNT_SID, phoneNumber: NUMBER, apiUrl: platform.url, functions },
        humanAgentNumber: '+15550100201',
      },
      secrets: { twilioAuthToken: AUTH_TOKEN, vapiApiKey: VAPI_KEY, secret: 'b'.repeat(40) },
    });
    const up = ['up', '--yes', '--skip-preview'];
    const first = await timed(...up);
    const { resources } = JSON.parse(await engine.must('stack', 'export')).deployment as {
      resources: { custom: boolean; type: string }[];
    };
    const objects = resources.filter(({ custom, type }) => custom && !type.startsWith('pulumi:')).length;
    note('up on an empty account', first.seconds, 's', 60, `${objects} objects`);
    note('its writes', first.writes, '', 250, 'files and variables are one write each');
    note('its reads', first.reads, '', 250);

    const unchanged = await timed(...up);
    note('unchanged up', unchanged.seconds, 's', 20);
    note('its writes', unchanged.writes, '', 0);
    note('its reads', unchanged.reads, '', 2, 'the credentials are checked once a provider');

    const refreshed = await timed(...up, '--refresh');
    note('unchanged up with refresh', refreshed.seconds, 's', 20);
    note('its writes', refreshed.writes, '', 0);
    const checks = unchanged.reads;
    note(
      'its reads an object',
      (refreshed.reads - checks) / objects,
      '',
      1,
      `and ${checks} for the credentials`,
    );

    const rules = join(folder, 'rules.yaml');
    writeFileSync(rules, readFileSync('routing/rules.yaml', 'utf8').replace('seconds: 15', 'seconds: 12'));
    await engine.must('config', 'set', 'rules', rules);
    const edited = await timed(...up);
    note('up after one edit of the rules', edited.seconds, 's', 20);
    note('its writes', edited.writes, '', 1);
    return measures;
  } finally {
    await engine.close();
    await platform.close();
    rmSync(folder, { recursive: true });
  }
}
