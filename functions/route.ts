import { errorFields, InvocationLog } from './adapters/log';
import { currentHost } from './adapters/host';
import { Texts } from './adapters/texts';
import { createTwiml } from './adapters/twiml';
import { appOf, type App } from './app';
import { BadRequest } from './requests/bad-request';
import type { Ports } from './ports';
import type { LogFields } from './ports/log';
import type { VoiceAnswer } from './ports/voice-answer';
import { WrongSettings } from './settings';

/** What a route answers with. */
export type Reply =
  | { readonly status: number; readonly json: object; readonly headers?: Headers }
  | { readonly status: number; readonly html: string; readonly headers: Headers }
  | { readonly voice: VoiceAnswer }
  | { readonly status: number };

/** Name -> value, or several of them. */
type Headers = Readonly<Record<string, string | readonly string[]>>;

export interface RouteRequest {
  readonly app: App;
  readonly ports: Ports;
  /** Everything the platform put into `event`: unchecked. */
  readonly event: Readonly<Record<string, unknown>>;
  /** Adds to the invocation's log line. */
  note(fields: LogFields): void;
}

export interface RouteOptions {
  /** The answer when something fails: what a caller on the line hears, say. Without one it is a 500 or a 400. */
  readonly failed?: (event: Readonly<Record<string, unknown>>, error: unknown) => Reply | undefined;
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
  { failed }: RouteOptions = {},
): Handler {
  return async (context, given, callback) => {
    const host = currentHost();
    const log = new InvocationLog();
    const startedAtMs = host.now();
    const event = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
    let fields: LogFields = { callSid: namedCall(event) };
    const give = (reply: Reply, twiml: (answer: VoiceAnswer) => string, isFault = false): Done => ({
      response: responseOf(reply, twiml),
      status: 'status' in reply ? reply.status : 200,
      isFault,
    });
    const apologize = (error: unknown): Done => {
      fields = { ...fields, ...faultFields(error) };
      const isBad = error instanceof BadRequest;
      const reply =
        failed?.(event, error) ??
        (isBad
          ? { status: 400, json: { error: error.message } }
          : { status: 500, json: { error: 'internal error' } });
      return give(reply, (answer) => plainTwiml(context, answer), !isBad);
    };
    const work = async (): Promise<Done> => {
      try {
        const app = appOf(context);
        const note = (more: LogFields): void => void (fields = { ...fields, ...more });
        return give(await answer({ app, ports: app.ports(log), event, note }), app.twiml);
      } catch (error) {
        return apologize(error);
      }
    };
    let stop: () => void = () => undefined;
    const tooLate = new Promise<void>((resolve) => (stop = host.after(LATEST_ANSWER_MS, resolve)));
    const done = await Promise.race([work(), tooLate.then(() => apologize(new TooLate()))]);
    stop();
    log.end(
      'answered',
      { route: name, status: done.status, tookMs: host.now() - startedAtMs, ...fields },
      done.isFault,
    );
    return callback(null, done.response);
  };
}

/** The call that a request names: the caller's in a query of ours, else the one that asks. */
function namedCall(event: Readonly<Record<string, unknown>>): string | undefined {
  return [event.callSid, event.CallSid].find(
    (sid): sid is string => typeof sid === 'string' && /^CA[0-9a-f]{32}$/.test(sid),
  );
}

/** Says which settings are wrong, one line a key: none of it is secret. */
function faultFields(error: unknown): LogFields {
  if (error instanceof BadRequest) return { error: error.name, about: error.message.replaceAll(' ', '_') };
  if (!(error instanceof WrongSettings)) return errorFields(error);
  for (const problem of error.problems) console.error(JSON.stringify({ message: 'wrong setting', problem }));
  return { error: error.name, problems: error.problems.length };
}

/** TwiML that needs no settings: its URLs are relative to the request's. */
function plainTwiml({ DEFAULT_LANGUAGE: language }: Context, answer: VoiceAnswer): string {
  const texts = new Texts(typeof language === 'string' ? language : 'en');
  return createTwiml({ texts, serverUrl: '' })(answer);
}

function responseOf(reply: Reply, twiml: (answer: VoiceAnswer) => string): PlatformResponse {
  const response = new Twilio.Response();
  const { status, type, body } = contentOf(reply, twiml);
  response.setStatusCode(status);
  response.appendHeader('Content-Type', type);
  response.appendHeader('Cache-Control', 'no-store');
  const headers = 'headers' in reply ? (reply.headers ?? {}) : {};
  for (const [name, values] of Object.entries(headers))
    for (const value of [values].flat()) response.appendHeader(name, value);
  response.setBody(body);
  return response;
}

function contentOf(
  reply: Reply,
  twiml: (answer: VoiceAnswer) => string,
): { status: number; type: string; body: object | string } {
  if ('voice' in reply) return { status: 200, type: 'text/xml', body: twiml(reply.voice) };
  const { status } = reply;
  if ('html' in reply) return { status, type: 'text/html; charset=utf-8', body: reply.html };
  return { status, type: 'application/json', body: 'json' in reply ? reply.json : {} };
}
