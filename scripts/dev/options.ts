import { parseArgs } from 'node:util';

export interface Options {
  readonly port: number;
  /** The routing rules; undefined for `routing/rules.yaml`. */
  readonly rules: string | undefined;
  /** The public address with which a real account is used; undefined for the local platform. */
  readonly live: string | undefined;
}

export const USAGE = `The playground: a phone in the browser, the agent's page, and everything between them, without an account.

  --port 4010            port on 127.0.0.1; 0 takes a free one
  --rules FILE           routing rules other than routing/rules.yaml
  --live https://...     instead of the local platform the real account of .env, which costs money: serves this checkout's
                         functions and pages at --port, which the internet must reach at this address, and the playground
                         at the port after it, which the internet must not reach

Functions, texts and rules are followed as they are saved; the next call is answered by them.
`;

/** Throws an Error that says which option is wrong and what it wants. */
export function readOptions(args: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '4010' },
      rules: { type: 'string' },
      live: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const { port, rules, live } = values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new Error(`--port: got ${port}, wants a number from 0 to 65535`);
  }
  if (live === undefined) return { port: Number(port), rules, live };
  if (!/^https:\/\/[^/?#\s]+\/?$/.test(live)) {
    throw new Error(
      `--live: got ${live}, wants the public address of this port, such as https://example.ngrok.app`,
    );
  }
  if (rules !== undefined)
    throw new Error('--rules and --live exclude each other: a real account has its rules by npx pulumi up');
  if (Number(port) === 65_535)
    throw new Error(
      '--port: got 65535, wants with --live one after which another follows, for the playground',
    );
  if (Number(port) === 0)
    throw new Error('--port: got 0, wants with --live the port that the public address leads to');
  return { port: Number(port), rules, live: live.replace(/\/$/, '') };
}
