import express, { type ErrorRequestHandler, type Request, type RequestHandler } from 'express';
import { validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks';
import type { DeployedFile } from '../../../core/ports';

/** Request with its headers. Source: https://www.twilio.com/docs/serverless/functions-assets/functions/request-flow. */
const MAX_REQUEST_BYTES = 1024 * 1024;
/** Source: https://www.twilio.com/docs/serverless/functions-assets/functions/headers-and-cookies/accessing */
const MAX_HEADERS = 90;
const MAX_HEADER_BYTES = 15 * 1024;

/** What is public of a deployed build. */
export interface Gated {
  visibility(path: string): DeployedFile['visibility'] | undefined;
}

/**
 * What the cloud does before a Function is called and the local runtime handler does not: verbs, sizes, private files
 * that have no URL, and Twilio's signature on protected ones. Bodies are parsed by the parsers that the handler uses.
 */
export function gates(options: {
  readonly origin: string;
  readonly authToken: string;
  readonly site: () => Gated | undefined;
}): (RequestHandler | ErrorRequestHandler)[] {
  const { origin, authToken, site } = options;
  const address: RequestHandler = (request, response, next) => {
    const visibility = site()?.visibility(request.path);
    if (!visibility || visibility === 'private') response.status(404).type('text').send('Not Found');
    else if (!['GET', 'POST', 'OPTIONS'].includes(request.method)) response.sendStatus(405);
    else if (request.method === 'GET' && hasBody(request)) response.sendStatus(403);
    else if (request.rawHeaders.length / 2 > MAX_HEADERS || headerBytes(request) > MAX_HEADER_BYTES)
      response.sendStatus(431);
    else if (declaredBytes(request) > MAX_REQUEST_BYTES) response.sendStatus(413);
    else next();
  };
  const verify = (request: unknown, _response: unknown, body: Buffer): void => {
    bodies.set(request as object, body);
  };
  const refuseBody: ErrorRequestHandler = (error: { status?: number }, _request, response, _next) => {
    response.sendStatus(error.status ?? 400);
  };
  const signature: RequestHandler = (request, response, next) => {
    const isProtected = site()?.visibility(request.path) === 'protected' && request.method !== 'OPTIONS';
    if (isProtected && !isSigned(request, origin, authToken)) response.sendStatus(403);
    else next();
  };
  const removeHeaders: RequestHandler = (request, _response, next) => {
    request.rawHeaders = request.rawHeaders.filter((_, index, all) => {
      const name = all[index - (index % 2)] ?? '';
      return !REMOVED_HEADERS.includes(name.toLowerCase());
    });
    next();
  };
  return [
    address,
    express.json({ limit: MAX_REQUEST_BYTES, verify }),
    express.urlencoded({ extended: false, limit: MAX_REQUEST_BYTES, verify }),
    refuseBody,
    signature,
    removeHeaders,
  ];
}

/** The cloud keeps Host from Functions; the other is the emulator's own. */
const REMOVED_HEADERS = ['host', 'x-emulator-work'];

const bodies = new WeakMap<object, Buffer>();

function isSigned(request: Request, origin: string, authToken: string): boolean {
  const signature = request.headers['x-twilio-signature'];
  if (typeof signature !== 'string') return false;
  const url = origin + request.originalUrl;
  if (typeof request.query['bodySHA256'] === 'string') {
    const body = bodies.get(request)?.toString('utf8') ?? '';
    return validateRequestWithBody(authToken, signature, url, body);
  }
  const params = request.is('application/x-www-form-urlencoded') ? (request.body as object) : {};
  // The validator knows lists by `instanceof Array`, which those of another realm are not.
  const copied = Object.entries(params).map(([name, value]) => [
    name,
    Array.isArray(value) ? [...value] : value,
  ]);
  return validateRequest(authToken, signature, url, Object.fromEntries(copied));
}

function hasBody(request: Request): boolean {
  return Number(request.headers['content-length'] ?? 0) > 0 || 'transfer-encoding' in request.headers;
}

function declaredBytes(request: Request): number {
  return headerBytes(request) + Number(request.headers['content-length'] ?? 0);
}

function headerBytes({ rawHeaders }: Request): number {
  return rawHeaders.reduce((sum, text) => sum + Buffer.byteLength(text) + 2, 0);
}
