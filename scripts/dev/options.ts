import { parseArgs } from 'node:util';

export interface Options {
  readonly port: number;
  /** The routing rules; undefined for `routing/rules.yaml`. */
  readonly rules: string | undefined;
}

export const USAGE = `The playground: a phone in the browser, the agent's page, and everything between them, without an account.

  --port 4010            port on 127.0.0.1; 0 takes a free one
  --rules FILE           routing rules other than routing/rules.yaml

Functions, texts and rules are followed as they are saved; the next call is answered by them.
`;

/** Throws an Error that says which option is wrong and what it wants. */
export function readOptions(args: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '4010' },
      rules: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const { port, rules } = values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new Error(`--port: got ${port}, wants a number from 0 to 65535`);
  }
  return { port: Number(port), rules };
}
