import { createHash } from 'node:crypto';
import type { Activity, Work } from './activity';
import type { Cancel, Clock } from './clock';
import type { Course } from './course/course';
import { connectionRules, failureOf, type ConnectionRules } from './connection-overrides';
import type { Faults } from './faults';
import { exchange, isSound, NO_ANSWER, NOT_CONNECTED, type Answer, type Prepared } from './http-exchange';
import type { Ids } from './ids';
import type { Journal } from './journal';
import { formSignatureText, twilioSignature } from './twilio-signature';
import { authorizationOf } from './url-credentials';

/** A request that the platform makes to a customer's server. */
export interface WebhookRequest {
  /** What it is for, as the journal and faults name it: `taskrouter.assignment`, `voice.twiml`, `vapi.tool-calls`. */
  readonly kind: string;
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  /** Form parameters (Twilio); repeated names as arrays. */
  readonly form?: Readonly<Record<string, string | readonly string[]>>;
  /** A JSON body, already serialised. */
  readonly json?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Signs as Twilio does (form, or JSON with bodySHA256). Vapi signs by its own headers instead. */
  readonly twilioSigned?: boolean;
  readonly timeoutMs: number;
}

export interface WebhookAnswer extends Answer {
  /** Emulated milliseconds from sending to the answer's arrival. */
  readonly tookMs: number;
}

export interface WebhooksOptions {
  readonly clock: Clock;
  /** The same time, for what is over when an answer has come from outside. */
  readonly outsideClock: Clock;
  readonly activity: Activity;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly ids: Ids;
  readonly authToken: string;
  /** Milliseconds that a webhook and its answer spend on the way together. */
  readonly roundTripMs: () => number;
  /** Where a public host name is really served (`https://x.twil.io` → `http://127.0.0.1:4011`), or undefined. */
  readonly resolve: (origin: string) => string | undefined;
  /**
   * Real time after which a receiver that neither answers nor waits on the emulator's clock no longer holds virtual time
   * back: runs `run` then, unless stopped.
   */
  readonly patience: (run: () => void) => Cancel;
  /** Where answers are written down, so that they can be repeated. */
  readonly course?: Course;
}

/**
 * Sends webhooks over real HTTP in emulated time: half a round trip out, the answer's own time, half a round trip
 * back, and the caller's deadline over all of it. Whom nobody can reach is tried once more, unless the URL's fragment
 * says otherwise (`connection-overrides.ts`).
 */
export class Webhooks {
  /** How many webhooks were numbered. */
  counter = 0;

  constructor(private readonly options: WebhooksOptions) {}

  /** Never rejects: what went wrong is in the answer. */
  async send(request: WebhookRequest): Promise<WebhookAnswer> {
    const { clock, faults, ids } = this.options;
    const serial = `webhook-${String(++this.counter).padStart(6, '0')}`;
    const fault = faults.take('webhook', request.method ?? 'POST', `${request.kind} ${request.url}`);
    const token = ids.uuid();
    if (!/^https?:/i.test(request.url) || !URL.canParse(request.url)) return this.lost(request, serial);
    const rules = connectionRules(request.twilioSigned ? request.url : '', request.timeoutMs);
    if (fault?.duplicateAfterMs !== undefined) {
      const again = limited(request, rules);
      clock.after(fault.duplicateAfterMs, () => void this.deliver(again, `${serial}d`, token, 0), serial);
    }
    if (fault?.drop && fault.when !== 'after') return this.lost(request, serial);
    const startedAt = clock.now();
    let answer = await this.attempt(limited(request, rules), serial, token, fault?.latencyMs ?? 0);
    if (fault?.drop) return this.lost(request, serial);
    for (let retry = 1; retry <= rules.retries; retry += 1) {
      const failure = failureOf(answer);
      const leftMs = startedAt + rules.totalMs - clock.now();
      if (failure === undefined || !rules.on.has(failure) || leftMs <= 0) break;
      const again = limited(request, { ...rules, totalMs: leftMs });
      answer = await this.attempt(again, `${serial}r${retry}`, token, 0);
    }
    return answer;
  }

  /** Sends and forgets: for callbacks whose answer the platform does not use. */
  notify(request: WebhookRequest): void {
    void this.send(request);
  }

  /**
   * The same request again with the URL's user name and password when the server asks for them.
   * Source: https://www.twilio.com/docs/usage/security (HTTP authentication).
   */
  private async attempt(
    request: Attempt,
    serial: string,
    token: string,
    extraMs: number,
  ): Promise<WebhookAnswer> {
    const answer = await this.deliver(request, serial, token, extraMs);
    const authorization =
      request.twilioSigned && answer.status === 401 ? authorizationOf(request.url) : undefined;
    if (authorization === undefined) return answer;
    const headers = { ...request.headers, authorization };
    const timeoutMs = Math.max(0, request.timeoutMs - answer.tookMs);
    return this.deliver({ ...request, headers, timeoutMs }, `${serial}a`, token, 0);
  }

  private async lost(request: WebhookRequest, serial: string): Promise<WebhookAnswer> {
    this.options.journal.add('webhook.lost', { webhook: serial, for: request.kind, url: request.url });
    return { ...NOT_CONNECTED, tookMs: 0 };
  }

  private deliver(request: Attempt, serial: string, token: string, extraMs: number): Promise<WebhookAnswer> {
    const { clock, activity, journal, roundTripMs, course } = this.options;
    const half = roundTripMs() / 2;
    const sentAt = clock.now();
    const prepared = this.prepare(request, token);
    return new Promise((resolve) => {
      let settled = false;
      let abort: () => void = () => undefined;
      const cancelDeadline: Cancel = clock.after(
        request.timeoutMs,
        () => {
          abort();
          finish({ ...NO_ANSWER, error: 'timeout' });
        },
        `${serial}~deadline`,
      );
      const finish = (answer: Answer): void => {
        if (settled) return;
        settled = true;
        cancelDeadline();
        const tookMs = clock.now() - sentAt;
        journal.add('webhook.answered', {
          webhook: serial,
          for: request.kind,
          url: request.url,
          method: prepared.method,
          requestHeaders: prepared.headers,
          requestBody: prepared.body,
          signatureBase: prepared.signatureBase,
          status: answer.status,
          answer: isSound(answer.headers) ? `(${answer.body.length} bytes of sound)` : answer.body,
          error: answer.error,
          tookMs,
        });
        resolve({ ...answer, tookMs });
      };
      journal.add('webhook.sent', { webhook: serial, for: request.kind, url: request.url });
      clock.after(
        half + extraMs,
        () => {
          if (settled) return;
          const work = activity.beginOutside(serial);
          const exchange = this.exchange(prepared, work, request.connectTimeoutMs);
          abort = exchange.abort;
          const stopWaiting = this.options.patience(() => work.pause());
          void exchange.answer.then(async (answer) => {
            await course?.arrival();
            course?.answered(serial, answer);
            stopWaiting();
            clock.after(half, () => finish(answer), `${serial}~back`);
            work.end();
          });
        },
        `${serial}~out`,
      );
    });
  }

  private prepare(request: WebhookRequest, token: string): Signed {
    const method = request.method ?? 'POST';
    const url = new URL(request.url);
    url.hash = '';
    const headers: Record<string, string> = { 'i-twilio-idempotency-token': token, ...request.headers };
    let body = '';
    let signatureBase: string | undefined;
    if (request.json !== undefined) {
      body = request.json;
      headers['content-type'] = 'application/json';
      if (request.twilioSigned) {
        url.searchParams.set('bodySHA256', createHash('sha256').update(body).digest('hex'));
        signatureBase = url.toString();
      }
    } else {
      const params = Object.entries(request.form ?? {}).flatMap(([name, value]) =>
        (Array.isArray(value) ? (value as readonly string[]) : [value as string]).map(
          (one) => [name, one] as const,
        ),
      );
      if (method === 'GET') {
        for (const [name, value] of params) url.searchParams.append(name, value);
        signatureBase = url.toString();
      } else {
        body = new URLSearchParams(params.map(([name, value]): [string, string] => [name, value])).toString();
        headers['content-type'] = 'application/x-www-form-urlencoded';
        signatureBase = url.toString() + formSignatureText(params);
      }
    }
    if (!request.twilioSigned) {
      delete headers['i-twilio-idempotency-token'];
      signatureBase = undefined;
    } else if (signatureBase !== undefined) {
      headers['x-twilio-signature'] = twilioSignature(this.options.authToken, signatureBase);
    }
    const origin = this.options.resolve(url.origin) ?? url.origin;
    return { method, target: origin + url.pathname + url.search, headers, body, signatureBase };
  }

  private exchange(
    prepared: Prepared,
    work: Work,
    connectTimeoutMs: number,
  ): { answer: Promise<Answer>; abort: () => void } {
    const repetition = this.options.course?.repetition;
    if (repetition) return { answer: repetition.receive(work.id, work), abort: () => undefined };
    return exchange(prepared, { workId: work.id, connectTimeoutMs, clock: this.options.outsideClock });
  }
}

/** One attempt may take its own time, and no more than is left of all attempts'. */
function limited(
  request: WebhookRequest,
  { connectTimeoutMs, readTimeoutMs, totalMs }: ConnectionRules,
): Attempt {
  return { ...request, connectTimeoutMs, timeoutMs: Math.min(readTimeoutMs, totalMs) };
}

type Attempt = WebhookRequest & Pick<ConnectionRules, 'connectTimeoutMs'>;

interface Signed extends Prepared {
  readonly signatureBase: string | undefined;
}
