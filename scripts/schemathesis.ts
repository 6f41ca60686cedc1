import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { twilioOperations } from '../test/support/bad-input/operations';
import { badInputStage, type BadInputStage } from '../test/support/bad-input/stage';
import { readTwilioDocument } from '../test/support/openapi-document';
import { shallowVapiDocument } from '../test/support/bad-input/shallow-vapi';

const VERSION = '4.32.5';
const FOLDER = path.resolve(__dirname, '../.cache/schemathesis');
const CHECKS = path.resolve(__dirname, 'schemathesis-checks.py');
const VAPI = 'api.vapi.ai';
const HOSTS = ['taskrouter.twilio.com', 'sync.twilio.com', 'serverless.twilio.com', 'api.twilio.com', VAPI];
const AN_HOUR_SECONDS = 3600;

/** Names of path parameters that are given something that exists; `Sid` stays random, so that nothing here is deleted. */
const KNOWN: Readonly<Record<string, string>> = {
  WorkspaceSid: 'WS',
  WorkerSid: 'WK',
  TaskSid: 'WT',
  WorkflowSid: 'WW',
  TaskQueueSid: 'WQ',
  AccountSid: 'AC',
  CallSid: 'CA',
  MapSid: 'MP',
  ListSid: 'ES',
  EnvironmentSid: 'ZE',
  FunctionSid: 'ZH',
};

/**
 * Runs Schemathesis against the emulated APIs: `npm run test:schemathesis -- [host] [examples]`. Needs Python 3.10 or newer;
 * installs Schemathesis into the project's cache the first time. Fails when one of the operations that the emulator serves
 * answers 5xx, except 501 for what it says that it does not serve, or an error in another shape than the platform's.
 */
async function main([wanted, examples = '30']: readonly string[]): Promise<void> {
  const command = install();
  for (const host of HOSTS.filter((one) => !wanted || one === wanted)) {
    const stage = await badInputStage();
    try {
      const [document, settings] = [path.join(FOLDER, `${host}.json`), path.join(FOLDER, `${host}.toml`)];
      fs.writeFileSync(document, JSON.stringify(await servedPart(stage, host)));
      fs.writeFileSync(settings, parameters(stage, host));
      const code = await run(command, [
        ...['--config-file', settings, 'run', document, '--url', `${stage.url}/${host}`],
        ...['--header', `Authorization: ${stage.authorization(host)}`],
        ...['--checks', 'not_a_server_error,error_of_the_platform', '--phases', 'examples,coverage,fuzzing'],
        ...['--max-examples', examples, '--seed', '1', '--request-timeout', '10'],
        ...['--suppress-health-check', 'all'],
        ...['--warnings', 'off', '--no-color', '--generation-database', 'none'],
      ]);
      if (code !== 0) process.exitCode = 1;
      await stage.pass(AN_HOUR_SECONDS);
      for (const reason of stage.unhandled) console.error(reason);
      if (stage.unhandled.length > 0) process.exitCode = 1;
    } finally {
      await stage.close();
    }
  }
}

function install(): string {
  const bin = path.join(FOLDER, VERSION, 'bin');
  const command = path.join(bin, 'schemathesis');
  if (fs.existsSync(command)) return command;
  const inherit = { stdio: 'inherit' } as const;
  execFileSync('python3', ['-m', 'venv', path.join(FOLDER, VERSION)], inherit);
  execFileSync(path.join(bin, 'pip'), ['install', '--quiet', `schemathesis==${VERSION}`], inherit);
  return command;
}

/** The published document without what the emulator answers 501 to. */
async function servedPart(stage: BadInputStage, host: string): Promise<object> {
  if (host === VAPI) return shallowVapiDocument();
  const document = readTwilioDocument(host);
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of twilioOperations().filter((one) => one.host === host)) {
    if (!(await stage.serves(operation))) continue;
    const method = operation.method.toLowerCase();
    const methods = (paths[operation.template] ??= {});
    methods[method] = document?.paths[operation.template]?.[method];
  }
  return { ...document, paths, servers: [{ url: `${stage.url}/${host}` }] };
}

function parameters(stage: BadInputStage, host: string): string {
  const service = { 'sync.twilio.com': 'IS', 'serverless.twilio.com': 'ZS' }[host] ?? 'none';
  const lines = Object.entries({ ...KNOWN, ServiceSid: service }).map(
    ([name, prefix]) => `"path.${name}" = "${stage.known.sid(prefix)}"`,
  );
  lines.push('"path.CountryCode" = "US"');
  const fine = 'expected-statuses = ["2xx", "3xx", "4xx", 501]';
  return `hooks = "${CHECKS}"\n[parameters]\n${lines.join('\n')}\n[checks.not_a_server_error]\n${fine}\n`;
}

function run(command: string, args: readonly string[]): Promise<number> {
  const child = spawn(command, args, { stdio: 'inherit', cwd: FOLDER });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
