import { parseArgs } from 'node:util';
import { readNamed, seedOf, type NamedFile } from './files';

export interface Options {
  readonly port: number;
  readonly seed: string;
  readonly time: 'virtual' | 'real';
  /** Files to play and to start from. */
  readonly scenario: NamedFile | undefined;
  readonly restore: NamedFile | undefined;
  /** Where Functions are served instead of in the emulator (`npm run functions`). */
  readonly functionsAt: string | undefined;
  /** The platforms alone: nothing is provisioned. */
  readonly isEmpty: boolean;
}

/** What `--help` prints: in this checkout everything can be provisioned, elsewhere the platforms are alone. */
export function usage(where: 'checkout' | 'package'): string {
  const isCheckout = where === 'checkout';
  return `A local Twilio (TaskRouter, Sync, Voice, Serverless) and Vapi on one port.

  --port 4010            port on 127.0.0.1; 0 takes a free one
  --seed local           the same seed gives the same account, SIDs and token
  --time real            real, or virtual: time moves only when you move it (POST /_emulator/clock/advance)
  --functions-at URL     webhooks for Functions' domains go there, e.g. http://127.0.0.1:3000 (${isCheckout ? 'npm run functions' : 'twilio-run'})
  --scenario FILE        plays a scenario file (JSON or YAML) once everything is up
  --restore FILE         starts from a snapshot (GET /_emulator/snapshot), with its seed${isCheckout ? ', instead of provisioning' : ''}
  --empty                provisions nothing: just the platforms and one number${isCheckout ? '' : ', as always in this package'}
  --help                 this
`;
}

/** Throws an Error that says which option is wrong and what it wants. */
export function readOptions(args: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '4010' },
      seed: { type: 'string' },
      time: { type: 'string', default: 'real' },
      scenario: { type: 'string' },
      restore: { type: 'string' },
      'functions-at': { type: 'string' },
      empty: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const { port, seed, time, empty, 'functions-at': functionsAt } = values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw wrong('port', port, 'a number from 0 to 65535');
  if (seed === '') throw wrong('seed', "''", 'a word of your choice');
  if (time !== 'real' && time !== 'virtual') throw wrong('time', time, 'real or virtual');
  if (functionsAt !== undefined && !/^https?:\/\/[^/?#]+\/?$/.test(functionsAt)) {
    throw wrong('functions-at', functionsAt, 'an address without path, such as http://127.0.0.1:3000');
  }
  if (functionsAt !== undefined && time === 'virtual') {
    throw new Error('--functions-at wants --time real: another process does not know the emulated time');
  }
  if (empty && values.restore !== undefined) throw new Error('--empty and --restore exclude each other');
  const named = (option: 'scenario' | 'restore'): NamedFile | undefined => {
    const name = values[option];
    return name === undefined ? undefined : readNamed(option, name);
  };
  const [scenario, restore] = [named('scenario'), named('restore')];
  return {
    port: Number(port),
    seed: seed ?? (restore && seedOf(restore)) ?? 'local',
    time,
    scenario,
    restore,
    functionsAt: functionsAt?.replace(/\/$/, ''),
    isEmpty: empty,
  };
}

function wrong(name: string, got: string, wants: string): Error {
  return new Error(`--${name}: got ${got}, wants ${wants}`);
}
