import { createHash } from 'node:crypto';
import { format } from 'node:util';
import type { Clock } from '../../../core/clock';
import type { FunctionLog } from '../../../core/ports';
import { installedOnce } from './installed';
import { currentInvocation } from './invocation';

/** The platform keeps the last 3 KB of an invocation. Source: https://www.twilio.com/docs/serverless/api/resource/logs. */
const KEPT_BYTES = 3 * 1024;

const LEVELS = { log: 'INFO', info: 'INFO', debug: 'INFO', warn: 'WARN', error: 'ERROR' } as const;
type Method = keyof typeof LEVELS;

/** What one invocation prints, within the platform's limit. */
export class InvocationOutput {
  private readonly lines: FunctionLog[] = [];
  private readonly requestSid: string;

  constructor(
    private readonly clock: Clock,
    private readonly path: string,
    workId: string,
  ) {
    this.requestSid = sid('RQ', workId);
  }

  add(level: FunctionLog['level'], message: string): void {
    const serial = `${this.requestSid}:${this.lines.length}`;
    const { requestSid, path } = this;
    this.lines.push({ sid: sid('NO', serial), requestSid, atMs: this.clock.now(), path, level, message });
  }

  /** The newest lines that fit. */
  kept(): FunctionLog[] {
    let bytes = 0;
    const isOver = ({ message }: FunctionLog): boolean => (bytes += Buffer.byteLength(message)) > KEPT_BYTES;
    return this.lines.slice(this.lines.findLastIndex(isOver) + 1);
  }
}

function sid(prefix: string, text: string): string {
  return prefix + createHash('md5').update(text).digest('hex');
}

/** From now on what a Function prints goes to its invocation's output, and everything else where it always went. */
export const captureConsole = installedOnce(() => {
  const methods = Object.keys(LEVELS) as Method[];
  const originals = methods.map((method) => [method, console[method]] as const);
  for (const [method, original] of originals) {
    console[method] = (...args: unknown[]) => {
      const invocation = currentInvocation();
      if (invocation) invocation.options.output.add(LEVELS[method], format(...args));
      else original.apply(console, args);
    };
  }
  return () => {
    for (const [method, original] of originals) console[method] = original;
  };
});
