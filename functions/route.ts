import { errorFields, InvocationLog } from './adapters/log';
import { currentHost } from './adapters/host';
import { Texts } from './adapters/texts';
import { createTwiml } from './adapters/twiml';
import { appOf, type App } from './app';
import type { LogFields } from './ports/log';
import type { VoiceAnswer } from './ports/voice-answer';
import { WrongSettings } from './settings';

/** What a route answers with. */
export type Reply =
  | { readonly status: number; readonly json: object }
  | { readonly voice: VoiceAnswer }
  | { readonly status: number };

export interface RouteRequest {
  readonly app: App;
  readonly log: InvocationLog;
  /** Everything the platform put into `event`: unchecked. */
  readonly event: Readonly<Record<string, unknown>>;
  /** Adds to the invocation's log line. */
  note(fields: LogFields): void;
}

export interface RouteOptions {
  /** What the caller or agent on the line hears when something fails. Without it the answer is a 500. */
  readonly apology?: (event: Readonly<Record<string, unknown>>, error: unknown) => VoiceAnswer;
}

interface PlatformResponse {
  setStatusCode(status: number): unknown;
  appendHeader(name: string, value: string): unknown;
  setBody(body: object | string): unknown;
}
declare const Twilio: { Response: new () => PlatformResponse };

interface Done {
  readonly response: PlatformResponse;
  readonly status: number;
  readonly isFault: boolean;
}

class TooLate extends Error {
  override readonly name = 'TooLate';
}

type Context = Readonly<Record<string, unknown>>;
type Callback = (error: null, response: PlatformResponse) => void;
type Handler = (context: Context, event: unknown, callback: Callback) => Promise<void>;

/** The platform answers for us with an error after 10 s. */
const LATEST_ANSWER_MS = 9_000;

/**
 * Makes a Function of a route: builds the app, answers exactly once, in time and whatever happens, and logs one line.
 * Source: https://www.twilio.com/docs/serverless/functions-assets/functions/invocation
 */
export function route(
  name: string,
  answer: (request: RouteRequest) => Promise<Reply>,
  { apology }: RouteOptions = {},
): Handler {
  return async (context, given, callback) => {
    const host = currentHost();
    const log = new InvocationLog();
    const startedAtMs = host.now();
    const event = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
    let fields: LogFields = {};
    const failed = (error: unknown): Done => {
      fields = { ...fields, ...faultFields(error) };
      return apology
        ? { response: xml(plainTwiml(context, apology(event, error))), status: 200, isFault: true }
        : { response: json(500, { error: 'internal error' }), status: 500, isFault: true };
    };
    const work = async (): Promise<Done> => {
      try {
        const app = appOf(context);
        const note = (more: LogFields): void => void (fields = { ...fields, ...more });
        const reply = await answer({ app, log, event, note });
        return {
          response: responseOf(reply, app),
          status: 'status' in reply ? reply.status : 200,
          isFault: false,
        };
      } catch (error) {
        return failed(error);
      }
    };
    let stop: () => void = () => undefined;
    const tooLate = new Promise<void>((resolve) => (stop = host.after(LATEST_ANSWER_MS, resolve)));
    const done = await Promise.race([work(), tooLate.then(() => failed(new TooLate()))]);
    stop();
    log.end(
      'answered',
      { route: name, status: done.status, tookMs: host.now() - startedAtMs, ...fields },
      done.isFault,
    );
    return callback(null, done.response);
  };
}

/** Says which settings are wrong, one line a key: none of it is secret. */
function faultFields(error: unknown): LogFields {
  if (!(error instanceof WrongSettings)) return errorFields(error);
  for (const problem of error.problems) console.error(JSON.stringify({ message: 'wrong setting', problem }));
  return { error: error.name, problems: error.problems.length };
}

/** TwiML that needs no settings: its URLs are relative to the request's. */
function plainTwiml({ DEFAULT_LANGUAGE: language }: Context, answer: VoiceAnswer): string {
  const texts = new Texts(typeof language === 'string' ? language : 'en');
  return createTwiml({ texts, serverUrl: '' })(answer);
}

function responseOf(reply: Reply, app: App): PlatformResponse {
  if ('voice' in reply) return xml(app.twiml(reply.voice));
  return 'json' in reply ? json(reply.status, reply.json) : json(reply.status, undefined);
}

function json(status: number, body: object | undefined): PlatformResponse {
  const response = new Twilio.Response();
  response.setStatusCode(status);
  response.appendHeader('Content-Type', 'application/json');
  response.setBody(body ?? {});
  return response;
}

function xml(text: string): PlatformResponse {
  const response = new Twilio.Response();
  response.setStatusCode(200);
  response.appendHeader('Content-Type', 'text/xml');
  response.setBody(text);
  return response;
}
