/** What a line may carry: our own words, SIDs, numbers. Free text and phone numbers are taken out. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The platform keeps the last 3 KB that an invocation printed: more would push out what came first. */
const BUDGET_BYTES = 3_000;
/** Kept for the invocation's last line. */
const RESERVED_BYTES = 600;

/**
 * The log of one invocation: one JSON line an event. Source of the limit:
 * https://www.twilio.com/docs/serverless/api/resource/logs
 */
export class InvocationLog {
  private usedBytes = 0;
  private dropped = 0;

  constructor(private readonly print: (line: string) => void = (line) => console.log(line)) {}

  /** One event. `message` is a static text; lines over the budget are counted instead of printed. */
  event(message: string, fields: LogFields = {}): void {
    const line = lineOf(message, fields);
    if (this.usedBytes + line.length + 1 > BUDGET_BYTES - RESERVED_BYTES) this.dropped += 1;
    else this.put(line);
  }

  /** The invocation's last line; it always fits. */
  end(message: string, fields: LogFields): void {
    const whole = lineOf(message, { ...fields, ...(this.dropped > 0 ? { droppedLines: this.dropped } : {}) });
    this.put(whole.length < RESERVED_BYTES ? whole : lineOf(message, { droppedLines: this.dropped + 1 }));
  }

  private put(line: string): void {
    this.usedBytes += Buffer.byteLength(line) + 1;
    this.print(line);
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
