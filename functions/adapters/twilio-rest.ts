import type { Answer } from '../ports/answer';
import type { HttpClient, HttpRequest, Reply } from './http';

export interface TwilioAccount {
  readonly sid: string;
  readonly authToken: string;
}

type TwilioHost = 'api.twilio.com' | 'sync.twilio.com' | 'taskrouter.twilio.com';

export interface TwilioRequest {
  readonly method: HttpRequest['method'];
  readonly host: TwilioHost;
  readonly path: string;
  readonly form?: HttpRequest['form'];
  readonly ifMatch?: string;
  /** Default: 3 s, well inside the 10 s of a Function. */
  readonly deadlineMs?: number;
}

const DEADLINE_MS = 3_000;

/** Twilio's REST API. The numbers of errors: https://www.twilio.com/docs/api/errors */
export class TwilioRest {
  private readonly authorization: string;

  constructor(
    private readonly http: HttpClient,
    readonly account: TwilioAccount,
    /** Stands before the host in local development; `''` in the cloud. */
    private readonly baseUrl: string,
  ) {
    this.authorization = `Basic ${Buffer.from(`${account.sid}:${account.authToken}`).toString('base64')}`;
  }

  send({
    method,
    host,
    path,
    form,
    ifMatch,
    deadlineMs = DEADLINE_MS,
  }: TwilioRequest): Promise<Answer<Reply>> {
    return this.http.send({
      method,
      url: `${this.baseUrl === '' ? 'https:/' : this.baseUrl}/${host}${path}`,
      headers: {
        authorization: this.authorization,
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      },
      ...(form ? { form } : {}),
      deadlineMs,
    });
  }
}
