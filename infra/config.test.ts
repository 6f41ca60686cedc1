import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ConfigError, readConfig } from './config';
import type { ConfigSource } from './config';
import { CONFIG_KEYS } from './config-keys';
import type { Key } from './config-keys';

const ENOUGH = {
  'handoff:twilioAccountSid': `AC${'a'.repeat(32)}`,
  'handoff:twilioAuthToken': 'token',
  'handoff:phoneNumber': '+15550100100',
  'handoff:vapiApiKey': 'vapi-key',
  'handoff:secret': 's'.repeat(32),
  'handoff:functions': 'infra',
};

const read = (values: Record<string, string>, more: Partial<ConfigSource> = {}) =>
  readConfig({ project: 'handoff', stack: 'dev', values, env: {}, ...more });

function problems(values: Record<string, string>, more: Partial<ConfigSource> = {}): readonly string[] {
  try {
    read(values, more);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test('what must be said is said in one message each, with the way to say it', () => {
  expect(problems({ 'handoff:functions': 'infra' })).toEqual([
    'handoff:twilioAccountSid: is missing; set it (npx pulumi config set twilioAccountSid ..., or TWILIO_ACCOUNT_SID in the environment)',
    'handoff:phoneNumber: is missing; set it (npx pulumi config set phoneNumber ..., or TWILIO_NUMBER in the environment)',
    'handoff:vapiApiKey: is missing; set it (npx pulumi config set --secret vapiApiKey ..., or VAPI_API_KEY in the environment)',
    'handoff:secret: is missing; set it (npx pulumi config set --secret secret ..., or HANDOFF_SECRET in the environment)',
    'handoff:twilioAuthToken: is missing; set it (npx pulumi config set --secret twilioAuthToken ..., or TWILIO_AUTH_TOKEN in the environment), or twilioApiKey and twilioApiSecret',
  ]);
});

test('wrong values are told with what was got and what is wanted, a secret never', () => {
  const wrong = {
    ...ENOUGH,
    'handoff:ringSeconds': '90',
    'handoff:bridge': 'tunnel',
    'handoff:secret': 'hunter2',
    'handoff:agents': 'Ada',
    'handoff:defaultLanguage': 'fr',
  };
  const told = problems(wrong);
  expect(told).toEqual([
    'handoff:secret: got a secret of 7 characters; wants 32 to 200 characters without spaces',
    'handoff:agents: got text that is no JSON; wants JSON',
    expect.stringMatching(/^handoff:bridge: got 'tunnel'; wants .*conference.*vapi-transfer/),
    expect.stringMatching(/^handoff:ringSeconds: got '90'; wants .*60/),
    "handoff:defaultLanguage: got 'fr'; wants one of en, es (the rules' vocabulary)",
    "handoff:defaultLanguage: got 'fr'; wants a language with a file in texts/",
  ]);
  expect(told.join()).not.toContain('hunter2');
});

test('a key that does not exist is told with the one that was meant', () => {
  expect(problems({ ...ENOUGH, 'handoff:humanAgentNumer': '+15550100200' })).toEqual([
    "handoff:humanAgentNumer: unknown key; did you mean 'humanAgentNumber'?",
  ]);
});

test('keys of other packages are none of our business', () => {
  expect(problems({ ...ENOUGH, 'aws:region': 'eu-west-1' })).toEqual([]);
});

test('mistakes of the rules stand beside those of the configuration', () => {
  expect(problems({ ...ENOUGH, 'handoff:rules': 'package.json', 'handoff:wait': 'sofa' })).toEqual([
    expect.stringMatching(/^handoff:wait: got 'sofa'/),
    expect.stringMatching(/^package.json:\d+:\d+: vocabulary: is missing/),
    ...Array(problems({ ...ENOUGH, 'handoff:rules': 'package.json' }).length - 1).fill(expect.any(String)),
  ]);
});

test('the environment speaks where the stack is silent', () => {
  const { 'handoff:phoneNumber': _, ...silent } = ENOUGH;
  expect(read(silent, { env: { TWILIO_NUMBER: '+15550100111' } }).settings.phoneNumber).toBe('+15550100111');
  expect(read(ENOUGH, { env: { TWILIO_NUMBER: '+15550100111' } }).settings.phoneNumber).toBe('+15550100100');
});

test('agents without languages or departments have all of them', () => {
  const { agents } = read({
    ...ENOUGH,
    'handoff:agents': '[{"name":"Ada","number":"+15550100200","languages":["es"]}]',
    'handoff:humanAgentNumber': '+15550100201',
  });
  expect(agents).toEqual([
    {
      name: 'Ada',
      number: '+15550100200',
      languages: ['es'],
      departments: ['billing', 'support', 'sales', 'general'],
    },
    expect.objectContaining({ name: 'Agent', number: '+15550100201', languages: ['en', 'es'] }),
  ]);
});

test('a sign-in provider is told wholly or not at all, and an address is of one agent', () => {
  const agents = [1, 2].map((digit) => ({
    ...{ name: `Ada ${digit}`, number: `+1555010020${digit}`, email: 'Ada@example.com' },
  }));
  expect(
    problems({
      ...ENOUGH,
      'handoff:oidcIssuer': 'http://provider.example',
      'handoff:oidcClientId': 'page',
      'handoff:agents': JSON.stringify(agents),
    }),
  ).toEqual([
    "handoff:oidcIssuer: got 'http://provider.example'; wants an https URL without query, such as https://accounts.google.com",
    'handoff:oidcClientSecret: is missing; oidcIssuer and oidcClientId go with it',
    "handoff:agents[1].email: got 'ada@example.com'; wants an address that no other agent has",
  ]);
});

test('a number can only be given back where one was to be bought', () => {
  const told = { ...ENOUGH, 'handoff:releaseNumber': 'true' };
  expect(problems(told)).toEqual([
    "handoff:releaseNumber: got 'true'; wants buyNumber too: only a number that was bought is ever given back",
  ]);
  expect(read({ ...told, 'handoff:buyNumber': 'US' }).settings.releaseNumber).toBe(true);
});

test('agents who could not be told apart are refused', () => {
  const agents = ['Ada', 'ada', 'Zoë', 'Zoe'].map((name) => ({ name, number: '+15550100200' }));
  expect(problems({ ...ENOUGH, 'handoff:agents': JSON.stringify(agents) })).toEqual([
    "handoff:agents[1].name: got 'ada'; wants one that differs from 'Ada' in its letters or digits",
  ]);
});

test('the derived secrets differ from each other and give way to those that are set', () => {
  const { secrets } = read(ENOUGH);
  expect(new Set(Object.values(secrets)).size).toBe(4);
  expect(read({ ...ENOUGH, 'handoff:tokenSecret': 'another-secret-of-mine' }).secrets).toEqual({
    ...secrets,
    token: 'another-secret-of-mine',
  });
});

test('Pulumi.yaml documents every key with its default and whether it is secret', () => {
  const text = readFileSync(join(__dirname, '../Pulumi.yaml'), 'utf8');
  const documented = [...text.matchAll(/^# (\w+) {2,}(\w+) {2,}(\S+)( +secret)?( {2,}|$)/gm)]
    .filter(([, name]) => name !== 'key')
    .map(([, name, , fallback, secret]) => [name, fallback, secret !== undefined]);
  const defined = Object.entries(CONFIG_KEYS).map(([name, key]: [string, Key]) => {
    const fallback = key.schema.safeParse(undefined);
    const value = fallback.success && fallback.data !== undefined ? fallback.data : undefined;
    const shown = key.env
      ? `[${key.env}]`
      : value === undefined
        ? 'none'
        : typeof value === 'object'
          ? JSON.stringify(value)
          : String(value);
    return [name, shown, key.secret === true];
  });
  expect(documented.sort()).toEqual(defined.sort());
});

test.each(['dev', 'prod'])(
  'the example stack %s is whole once account, number and secrets are there',
  (stack) => {
    const { config } = parse(readFileSync(join(__dirname, `../Pulumi.${stack}.yaml`), 'utf8')) as {
      config: Record<string, string>;
    };
    expect(() => read({ ...ENOUGH, ...config })).not.toThrow();
    const secret = Object.keys(config).filter((name) => /Token|Key|Secret|secret/.test(name));
    expect(secret).toEqual([]);
  },
);
