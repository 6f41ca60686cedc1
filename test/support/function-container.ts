import { HOST_SYMBOL, type Host } from '../../functions/ports/host';

/** What the page's own requests carry: no other site's can. */
export const OWN_PAGE = { 'sec-fetch-site': 'same-origin' };
export const TOKEN_SECRET = 'token-secret-0123456789';

/** Variables of the console service that do not depend on what is in the account. */
export const CONSOLE_VARIABLES = {
  DOMAIN_NAME: 'console.example',
  TWILIO_NUMBER: '+15550100100',
  WORKFLOW_SID: `WW${'1'.repeat(32)}`,
  SYNC_MAPS: '1',
  VAPI_API_KEY: 'vapi-key-0123456789',
  VAPI_ASSISTANT_ID: 'assistant-1',
  VAPI_PHONE_NUMBER_ID: 'number-1',
  VAPI_SERVER_SECRET: 'vapi-secret-0123456789',
  TOKEN_SECRET,
};

/** What a handler answered, as the platform's `Twilio.Response` takes it. */
export class PlatformResponse {
  status = 0;
  readonly headers: Record<string, string> = {};
  /** Every `Set-Cookie`; in `headers` stands the last. */
  readonly cookies: string[] = [];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test says what it expects
  body: any = {};

  setStatusCode(status: number): void {
    this.status = status;
  }

  appendHeader(name: string, value: string): void {
    this.headers[name] = value;
    if (name === 'Set-Cookie') this.cookies.push(value);
  }

  setBody(body: unknown): void {
    this.body = body;
  }
}

/** Handlers run in this process from now on, as in a container of the platform; quietly. The answer ends that. */
export function openContainer(host: Pick<Host, 'now'> & Partial<Host>): () => void {
  const globals = globalThis as Record<PropertyKey, unknown>;
  globals.Twilio = { Response: PlatformResponse };
  globals[HOST_SYMBOL] = {
    hex: (bytes: number) => '0'.repeat(2 * bytes),
    after: (ms: number, run: () => void) => {
      const timer = setTimeout(run, ms).unref();
      return () => clearTimeout(timer);
    },
    ...host,
  };
  for (const name of ['log', 'error'] as const) jest.spyOn(console, name).mockImplementation(() => undefined);
  return () => {
    delete globals.Twilio;
    delete globals[HOST_SYMBOL];
  };
}
