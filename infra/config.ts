import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RunError } from '@pulumi/pulumi/errors';
import { closest } from '../routing/closest';
import { readRulesFile } from '../routing/read';
import { RulesError } from '../routing/mistakes';
import type { Rules } from '../routing/rules';
import { agentsOf } from './agents';
import { contradictions, strangersToRules } from './config-contradictions';
import { CONFIG_KEYS } from './config-keys';
import type { Agent, Key, KeyName, Settings } from './config-keys';

const ROOT = join(__dirname, '..');
const NAMES = Object.keys(CONFIG_KEYS) as KeyName[];
const MAX_STACK_NAME = 16;

/** What the program works with: the checked settings, the rules, and the secrets that follow from one another. */
export interface StackConfig {
  readonly stack: string;
  readonly settings: Settings;
  readonly rules: Rules;
  readonly agents: readonly Agent[];
  readonly secrets: {
    readonly server: string;
    readonly hmac: string;
    readonly token: string;
    readonly sweep: string;
  };
  /** Absolute path of the built functions. */
  readonly functionsFolder: string;
}

/** Everything that is wrong with a stack's configuration, at once. The engine prints it without a stack trace. */
export class ConfigError extends RunError {
  constructor(readonly problems: readonly string[]) {
    super(
      `the stack's configuration has ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}:\n${problems.map((line) => `  ${line}`).join('\n')}`,
    );
    this.name = 'ConfigError';
    // It says nothing here, and Node 20 takes 15 s to colour the SDK's frames (node_modules/@pulumi/resource.ts).
    delete this.stack;
  }
}

export interface ConfigSource {
  readonly project: string;
  readonly stack: string;
  /** `project:key` to value, as `pulumi config` has it. */
  readonly values: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Reads the stack's configuration and the routing rules that it names. @throws ConfigError */
export function readConfig({ project, stack, values, env }: ConfigSource): StackConfig {
  const problems: string[] = unknownKeys(project, values);
  if (!/^[A-Za-z0-9-]+$/.test(stack) || stack.length > MAX_STACK_NAME) {
    problems.push(`stack name: got '${stack}'; wants at most ${MAX_STACK_NAME} letters, digits and hyphens`);
  }
  const read: Record<string, unknown> = {};
  for (const name of NAMES) {
    const given = values[`${project}:${name}`] ?? fromEnvironment(name, env);
    const outcome = readValue(project, name, given);
    if ('problem' in outcome) problems.push(outcome.problem);
    else read[name] = outcome.value;
  }
  const settings = read as Settings;
  problems.push(...contradictions(project, settings));
  const rules = readRules(settings.rules, problems);
  if (rules) problems.push(...strangersToRules(project, settings, rules.vocabulary));
  const functionsFolder = resolve(ROOT, settings.functions ?? 'dist');
  if (settings.functions && !existsSync(functionsFolder)) {
    problems.push(
      `${project}:functions: there is no folder ${settings.functions}; build the functions first: npm run build`,
    );
  }
  if (problems.length > 0 || !rules) throw new ConfigError(problems);
  return {
    stack,
    settings,
    rules,
    agents: agentsOf(settings, rules.vocabulary),
    functionsFolder,
    secrets: {
      server: settings.vapiServerSecret ?? derive(settings.secret, 'vapi-server'),
      hmac: settings.vapiHmacSecret ?? derive(settings.secret, 'vapi-hmac'),
      token: settings.tokenSecret ?? derive(settings.secret, 'token'),
      sweep: settings.sweepSecret ?? derive(settings.secret, 'sweep'),
    },
  };
}

function unknownKeys(project: string, values: Readonly<Record<string, string>>): string[] {
  const prefix = `${project}:`;
  return Object.keys(values)
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length))
    .filter((name) => !NAMES.some((known) => known === name))
    .map((name) => {
      const meant = closest(name, NAMES);
      return `${prefix}${name}: unknown key; ${meant ? `did you mean '${meant}'?` : `known: ${NAMES.join(', ')}`}`;
    });
}

function readValue(
  project: string,
  name: KeyName,
  given: string | undefined,
): { value: unknown } | { problem: string } {
  const key: Key = CONFIG_KEYS[name];
  let value: unknown = given;
  if (key.json && given !== undefined) {
    try {
      value = JSON.parse(given);
    } catch {
      return { problem: `${project}:${name}: got text that is no JSON; wants JSON` };
    }
  }
  const parsed = key.schema.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  if (given === undefined) {
    const set = `npx pulumi config set ${key.secret ? '--secret ' : ''}${name} ...`;
    return {
      problem: `${project}:${name}: is missing; set it (${set}${key.env ? `, or ${key.env} in the environment` : ''})`,
    };
  }
  const got = key.secret ? `a secret of ${given.length} characters` : `'${given.slice(0, 80)}'`;
  const wants = parsed.error.issues.map(({ path, message }) => [...path, message].join(' ')).join('; ');
  return { problem: `${project}:${name}: got ${got}; wants ${wants}` };
}

function fromEnvironment(name: KeyName, env: ConfigSource['env']): string | undefined {
  const key: Key = CONFIG_KEYS[name];
  return key.env === undefined ? undefined : env[key.env] || undefined;
}

function readRules(file: string | undefined, problems: string[]): Rules | undefined {
  if (file === undefined) return undefined;
  const path = resolve(ROOT, file);
  if (!existsSync(path)) {
    problems.push(`rules: there is no file ${file}`);
    return undefined;
  }
  try {
    return readRulesFile(path, file);
  } catch (error) {
    if (!(error instanceof RulesError)) throw error;
    problems.push(...error.message.split('\n'));
    return undefined;
  }
}

/** One secret of the stack gives all the others, each for its own purpose. */
function derive(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(`voice-handoff:${purpose}`).digest('hex');
}
