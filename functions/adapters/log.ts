import type { Log, LogFields } from '../ports/log';

/** The platform keeps the last 3 KB that an invocation printed: more would push out what came first. */
const BUDGET_BYTES = 3_000;
/** Kept for the invocation's last line. */
const RESERVED_BYTES = 600;

/**
 * The log of one invocation: one JSON line an event. Fields carry our own words, SIDs and numbers; free text and phone
 * numbers are taken out. Only `fault` reaches Twilio's Debugger. Source of the limit:
 * https://www.twilio.com/docs/serverless/api/resource/logs
 */
export class InvocationLog implements Log {
  private usedBytes = 0;
  private dropped = 0;

  constructor(
    private readonly print: (line: string) => void = (line) => console.log(line),
    private readonly printFault: (line: string) => void = (line) => console.error(line),
  ) {}

  info(message: string, fields: LogFields = {}): void {
    this.event(message, fields);
  }

  warn(message: string, fields: LogFields = {}): void {
    this.event(message, { level: 'warn', ...fields });
  }

  /** The invocation's last line; it always fits. */
  end(message: string, fields: LogFields, isFault = false): void {
    const level = isFault ? { level: 'error' } : {};
    const dropped = this.dropped > 0 ? { droppedLines: this.dropped } : {};
    const whole = lineOf(message, { ...level, ...fields, ...dropped });
    const line = whole.length < RESERVED_BYTES ? whole : lineOf(message, { ...level, ...dropped });
    this.put(line, isFault ? this.printFault : this.print);
  }

  private event(message: string, fields: LogFields): void {
    const line = lineOf(message, fields);
    if (this.usedBytes + line.length + 1 > BUDGET_BYTES - RESERVED_BYTES) this.dropped += 1;
    else this.put(line, this.print);
  }

  private put(line: string, print: (line: string) => void): void {
    this.usedBytes += Buffer.byteLength(line) + 1;
    print(line);
  }
}

function lineOf(message: string, fields: LogFields): string {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  return JSON.stringify({
    message,
    ...Object.fromEntries(kept.map(([name, value]) => [name, loggable(value)])),
  });
}

const IDENTIFIER = /^(?:[A-Z]{2}[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const TOKEN = /^[\w.:/|,=~-]{0,80}$/;
const PHONE = /\+\d|(?<![\w-])(?:\d[-.]?){7,}(?![\w-])/;

/** A SID or an UUID as it is; else only one short word of ours: no spaces (a sentence), no phone number. */
function loggable(value: LogFields[string]): LogFields[string] {
  if (typeof value !== 'string' || IDENTIFIER.test(value)) return value;
  return TOKEN.test(value) && !PHONE.test(value) ? value : `[${value.length} characters]`;
}

/** What can be told of an unexpected error: its message may quote what somebody said, unless the engine wrote it. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const isEngines =
    error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
  const frame = /\(?([^\s()]+:\d+:\d+)\)?/.exec(error.stack?.split('\n    at ')[1] ?? '')?.[1];
  return {
    error: error.name,
    about: isEngines ? error.message.replace(/[^\w.]+/g, '_').slice(0, 80) : undefined,
    at: frame?.slice(-60),
  };
}
