import axios from 'axios';
import type { AxiosInstance, AxiosResponse } from 'axios';
import { ApiError } from './api-error';

export interface RestRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Host name of the platform, e.g. `taskrouter.twilio.com`. */
  readonly host: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  /** A form body (Twilio). */
  readonly form?: Readonly<Record<string, string>>;
  /** A JSON body (Vapi). */
  readonly json?: unknown;
  /** The version that is to be changed: with another one the platform answers 412. */
  readonly ifMatch?: string;
}

/** An object and the version it had, where the platform tells. */
export interface Versioned<T> {
  readonly body: T;
  readonly etag?: string;
}

export interface RestOptions {
  /** `Authorization` header. */
  readonly authorization: string;
  /** Prefix of a local platform: requests go to `${apiUrl}/${host}${path}` instead of `https://${host}${path}`. */
  readonly apiUrl?: string;
  /** Of one request, milliseconds. Default 20 000. */
  readonly timeoutMs?: number;
  /** Waits between tries; tests pass one that does not. */
  readonly pause?: (ms: number) => Promise<void>;
}

const TRIES_AFTER_429 = 8;
const TRIES_OF_READS = 3;

/** HTTP to a platform: time-outs, errors with what the platform said, 429 waited out, reads tried again. */
export class RestClient {
  private readonly http: AxiosInstance;

  constructor(private readonly options: RestOptions) {
    this.http = axios.create({
      timeout: options.timeoutMs ?? 20_000,
      validateStatus: () => true,
      proxy: options.apiUrl ? false : undefined,
      headers: { Authorization: options.authorization },
    });
  }

  /** The answer's JSON. @throws ApiError */
  async request<T>(request: RestRequest): Promise<T> {
    return (await this.versioned<T>(request)).body;
  }

  /** The answer's JSON with its version. @throws ApiError */
  async versioned<T>(request: RestRequest): Promise<Versioned<T>> {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.attempt(request);
      if (!(outcome instanceof ApiError)) {
        const etag = outcome.headers.etag as string | undefined;
        return { body: outcome.data as T, etag: etag?.replaceAll('"', '') };
      }
      if (!mayTryAgain(request, outcome, attempt)) throw outcome;
      await (this.options.pause ?? pause)(outcome.retryAfterMs ?? backoffMs(attempt));
    }
  }

  private async attempt(
    request: RestRequest,
  ): Promise<AxiosResponse | (ApiError & { retryAfterMs?: number })> {
    const { method, host, path, query, form, json, ifMatch } = request;
    const address = this.options.apiUrl ? `${this.options.apiUrl}/${host}` : `https://${host}`;
    const shown = `${method} ${host}${path}`;
    let response: AxiosResponse;
    try {
      response = await this.http.request({
        method,
        url: address + path,
        params: query,
        data: form ? new URLSearchParams(form) : json,
        ...(ifMatch === undefined ? {} : { headers: { 'If-Match': ifMatch } }),
      });
    } catch (error) {
      return new ApiError(shown, 0, undefined, error instanceof Error ? error.message : 'the request failed');
    }
    if (response.status >= 200 && response.status < 300) return response;
    const { code, explanation } = said(response.data);
    const failure: ApiError & { retryAfterMs?: number } = new ApiError(
      shown,
      response.status,
      code,
      explanation,
    );
    const seconds = Number(response.headers['retry-after']);
    if (Number.isFinite(seconds) && seconds > 0) failure.retryAfterMs = Math.min(seconds, 60) * 1000;
    return failure;
  }
}

/** A 429 was never processed; a read has no effect that could happen twice. */
function mayTryAgain(request: RestRequest, failure: ApiError, attempt: number): boolean {
  if (failure.status === 429) return attempt < TRIES_AFTER_429;
  return (
    request.method === 'GET' && failure.isIndeterminate && failure.status !== 501 && attempt < TRIES_OF_READS
  );
}

function backoffMs(attempt: number): number {
  const full = Math.min(30_000, 250 * 2 ** attempt);
  return full / 2 + (Math.random() * full) / 2;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Twilio says `{code, message}`, Vapi `{message: string | string[], error}`. */
function said(body: unknown): { code?: number | string; explanation: string } {
  const { code, message, error } = (body ?? {}) as {
    code?: number;
    message?: string | string[];
    error?: string;
  };
  const text = Array.isArray(message) ? message.join('; ') : message;
  return { code: code ?? error, explanation: text ?? 'the platform gave no reason' };
}
