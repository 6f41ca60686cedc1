import color from 'picocolors';
import type { Emulator } from '../../emulator';
import { AGENTS, NUMBER } from '../demo/cast';
import type { Options } from './options';
import { VAPI_KEY } from './vapi-key';

interface Around {
  /** Where settings of what was provisioned were written. */
  readonly envFile?: string | undefined;
  /** The file that documents the emulator. */
  readonly guide: string;
}

/** What somebody sees who has just started the emulator. */
export function summary(emulator: Emulator, options: Options, { envFile, guide }: Around): string {
  const { url, account } = emulator;
  const row = (name: string, value: string): string => `  ${color.dim(name.padEnd(13))} ${value}`;
  const functions = options.functionsAt ?? (envFile ? 'in this process' : 'none');
  return [
    '',
    `${color.bold('Local Twilio and Vapi')} ${color.dim('– all of it fictional: no call is made, nothing costs anything')}`,
    row('see inside', color.cyan(url)),
    row('controls', `${url}/_emulator`),
    row('Twilio', `${url}/<host>/<path>, such as ${url}/taskrouter.twilio.com/v1/Workspaces`),
    row('Vapi', `${url}/api.vapi.ai`),
    row('account SID', account.sid),
    row('auth token', account.authToken),
    row('Vapi key', VAPI_KEY),
    row('number', NUMBER),
    row('functions', functions),
    row('time', options.time === 'real' ? 'real' : `virtual: POST ${url}/_emulator/clock/advance moves it`),
    ...(envFile ? [row('settings', `${envFile} (npm run functions reads it)`)] : []),
    ...(envFile ? [row("agent's page", 'npm run agent:invite -- Ana prints a link')] : []),
    ...(envFile ? tryThis(url) : []),
    '',
    color.dim(`Ctrl-C ends it. ${guide} tells the rest.`),
  ].join('\n');
}

function tryThis(url: string): string[] {
  const script = JSON.stringify({
    to: NUMBER,
    script: [
      { hear: 'ai' },
      { say: 'I was charged twice. I want to speak to a human, please.' },
      { hear: 'human', withinMs: 60_000 },
    ],
  });
  const agents = Object.values(AGENTS).map(({ name, number }) => `${name} ${number}`);
  return [
    '',
    color.bold('A caller who asks for a human:'),
    `  curl ${url}/_emulator/people/+15550100900/calls -d '${script}'`,
    `  ${color.dim(`agents who take it: ${agents.join(', ')}`)}`,
  ];
}
