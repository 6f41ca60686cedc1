import type { WebhookAnswer } from '../../../core/webhooks';
import type { Call } from '../calls/call';
import { callParameters } from '../calls/parameters';
import { WEBHOOK_TIMEOUT_MS } from '../calls/status-callback';
import type { HttpMethod, VoiceCore } from '../core';
import type { Element } from './document';
import { parseTwiml, TwimlError } from './document';
import { warnAbout } from './schema';

/** Where TwiML comes from: a URL that is asked with these parameters besides the call's, or the text itself. */
export type TwimlSource = TwimlRequest | { readonly twiml: string };

export interface TwimlRequest {
  readonly url: string;
  readonly method: HttpMethod;
  readonly form?: Readonly<Record<string, string>>;
}

export interface TwimlDocument {
  readonly response: Element;
  /** What relative URLs in the document are relative to. */
  readonly baseUrl: string | undefined;
}

const MAX_REDIRECTS = 10;
const TWIML_TYPES = /^(text\/xml|application\/xml|text\/html)\b/i;

/**
 * Gets a document and checks it; what is wrong goes to the journal with Twilio's error code. A document that cannot be
 * had or read is asked for at the call's fallback URL; throws TwimlError when that fails too.
 * Source: https://www.twilio.com/docs/voice/twiml#twilios-request-to-your-application, error 11200.
 */
export async function loadTwiml(core: VoiceCore, call: Call, source: TwimlSource): Promise<TwimlDocument> {
  if ('twiml' in source) return read(call, source.twiml, undefined);
  try {
    return await fetchTwiml(core, call, source);
  } catch (error) {
    if (!(error instanceof TwimlError)) throw error;
    call.note('twiml.failed', { url: source.url, code: error.code, message: error.message });
    if (!call.fallback) throw error;
    const form = { ErrorCode: String(error.code), ErrorUrl: source.url };
    return fetchTwiml(core, call, { ...call.fallback, form });
  }
}

async function fetchTwiml(core: VoiceCore, call: Call, request: TwimlRequest): Promise<TwimlDocument> {
  let { url, method } = request;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    if (!/^https?:\/\//.test(url)) throw new TwimlError(11100, `Invalid URL format: ${url}`);
    const answer = await core.ctx.webhooks.send({
      kind: 'voice.twiml',
      url,
      method,
      form: { ...callParameters(call, core.ctx.account.sid), ...request.form },
      twilioSigned: true,
      timeoutMs: WEBHOOK_TIMEOUT_MS,
    });
    call.note('twiml.fetched', { url, status: answer.status, tookMs: answer.tookMs });
    const { location } = answer.headers;
    if (![301, 302, 303, 307, 308].includes(answer.status) || !location) return readAnswer(call, url, answer);
    url = new URL(location, url).href;
    method = 'GET';
  }
  throw new TwimlError(11215, 'Too many HTTP redirects');
}

function readAnswer(call: Call, url: string, answer: WebhookAnswer): TwimlDocument {
  if (answer.status < 200 || answer.status > 299) {
    throw new TwimlError(11200, `HTTP retrieval failure: ${answer.error ?? answer.status}`);
  }
  const type = answer.headers['content-type'] ?? '';
  if (/^text\/plain\b/i.test(type)) return { response: only('Say', answer.body), baseUrl: url };
  if (/^audio\//i.test(type)) return { response: only('Play', url), baseUrl: url };
  if (!TWIML_TYPES.test(type)) throw new TwimlError(12300, `Invalid Content-Type ${type || '(none)'}`);
  return read(call, answer.body, url);
}

/**
 * Plain text is said and sound is played.
 * Source: https://www.twilio.com/docs/voice/twiml#twilio-understands-mime-types.
 */
function only(verb: 'Say' | 'Play', text: string): Element {
  return { name: 'Response', attributes: {}, children: [{ name: verb, attributes: {}, children: [text] }] };
}

function read(call: Call, xml: string, baseUrl: string | undefined): TwimlDocument {
  const response = parseTwiml(xml);
  for (const { code, text } of warnAbout(response)) call.note('twiml.warning', { code, warning: text });
  return { response, baseUrl };
}
