import { BadRequest } from './requests/bad-request';
import { apologizeToCaller } from './apologies';
import { HOST_SYMBOL, type Host } from './ports/host';
import { route, type Reply, type RouteRequest } from './route';

const hex = 'a'.repeat(32);
const context = {
  ACCOUNT_SID: `AC${hex}`,
  AUTH_TOKEN: 'auth-token-0123456789',
  DOMAIN_NAME: 'handoff.example',
  TWILIO_NUMBER: '+15550100100',
  WORKSPACE_SID: `WS${hex}`,
  WORKFLOW_SID: `WW${hex}`,
  SYNC_SERVICE_SID: `IS${hex}`,
  VAPI_API_KEY: 'vapi-key-0123456789',
  VAPI_ASSISTANT_ID: 'assistant-1',
  VAPI_PHONE_NUMBER_ID: 'number-1',
  VAPI_SERVER_SECRET: 'vapi-secret-0123456789',
  TOKEN_SECRET: 'token-secret-0123456789',
};

class PlatformResponse {
  status = 0;
  headers: Record<string, string> = {};
  body: unknown;
  setStatusCode(status: number): void {
    this.status = status;
  }
  appendHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
  setBody(body: unknown): void {
    this.body = body;
  }
}

describe('route', () => {
  const globals = globalThis as Record<PropertyKey, unknown>;
  const printed: string[] = [];
  let nowMs = 0;
  let timers: { atMs: number; run: () => void }[] = [];
  /** Timers that a route left behind after its answer. */
  let left = 0;
  const host: Host = {
    now: () => nowMs,
    hex: () => '00',
    after(delayMs, run) {
      const timer = { atMs: nowMs + delayMs, run };
      timers.push(timer);
      return () => (timers = timers.filter((one) => one !== timer));
    },
  };

  beforeEach(() => {
    printed.length = 0;
    nowMs = 0;
    timers = [];
    globals[HOST_SYMBOL] = host;
    globals.Twilio = { Response: PlatformResponse };
    for (const name of ['log', 'error'] as const) {
      jest.spyOn(console, name).mockImplementation((...args: unknown[]): void => {
        printed.push(String(args[0]));
      });
    }
  });
  afterEach(() => {
    delete globals[HOST_SYMBOL];
    delete globals.Twilio;
    jest.restoreAllMocks();
  });

  async function run(
    answer: (request: RouteRequest) => Promise<Reply>,
    given: { event?: unknown; context?: object; failed?: typeof apologizeToCaller } = {},
  ) {
    const responses: PlatformResponse[] = [];
    const handler = route('x/y', answer, given.failed ? { failed: given.failed } : {});
    const done = handler({ ...context, ...given.context }, given.event ?? {}, (_error, response) => {
      responses.push(response as PlatformResponse);
    });
    await new Promise((resolve) => setImmediate(resolve));
    left = timers.length;
    for (const timer of timers.splice(0)) timer.run();
    await done;
    expect(responses).toHaveLength(1);
    expect(timers).toEqual([]);
    return responses[0] as PlatformResponse;
  }

  it('answers with JSON, an empty object or TwiML', async () => {
    expect(await run(async () => ({ status: 201, json: { a: 1 } }))).toMatchObject({
      status: 201,
      body: { a: 1 },
      headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
    });
    expect(await run(async () => ({ status: 200 }))).toMatchObject({ status: 200, body: {} });
    expect(await run(async () => ({ voice: [{ verb: 'hangup' }] }))).toMatchObject({
      status: 200,
      body: expect.stringContaining('<Hangup/>'),
      headers: { 'Content-Type': 'text/xml' },
    });
  });

  it('logs one line with what the route noted', async () => {
    const answer = async ({ note }: RouteRequest): Promise<Reply> => {
      note({ pressed: '1' });
      return { status: 200 };
    };
    await run(answer, { event: { CallSid: `CA${hex}` } });
    expect(left).toBe(0);
    expect(printed.map((line) => JSON.parse(line) as unknown)).toEqual([
      { message: 'answered', route: 'x/y', status: 200, tookMs: 0, callSid: `CA${hex}`, pressed: '1' },
    ]);
  });

  it.each([
    ['an error', new Error('said: call me at +15550100101'), 500],
    ['something that is no error', 'text', 500],
    ['a bad request', new BadRequest('CallSid is no CA SID'), 400],
  ])('answers %s without telling what it was', async (_what, error, status) => {
    const response = await run(async () => Promise.reject(error as Error));
    expect(response.status).toBe(status);
    expect(JSON.stringify(response.body) + printed.join()).not.toContain('+1555');
    expect(printed).toHaveLength(1);
  });

  it('apologizes to a caller: once more, and then goodbye', async () => {
    const broken = () => Promise.reject(new Error('x'));
    const twiml = async (attempt?: unknown) =>
      (await run(broken, { event: { attempt }, failed: apologizeToCaller })).body;
    expect(await twiml()).toContain('/voice/hold?attempt=1<');
    expect(await twiml('1')).toContain('/voice/hold?attempt=2<');
    for (const last of ['2', 'x', ['1', '2']]) expect(await twiml(last)).toMatch(/<Hangup\/><\/Response>$/);
  });

  it('answers before the platform would, whatever still runs', async () => {
    const response = await run(() => new Promise(() => undefined), { failed: apologizeToCaller });
    expect(response.body).toContain('<Say');
    expect(printed.join()).toContain('TooLate');
  });

  it('with wrong settings answers nothing but an apology, and logs each key', async () => {
    const answer = jest.fn();
    const wrong = { WORKSPACE_SID: 'x', TOKEN_SECRET: '' };
    expect((await run(answer, { context: wrong })).status).toBe(500);
    expect((await run(answer, { context: wrong, failed: apologizeToCaller })).body).toContain('<Hangup/>');
    expect(answer).not.toHaveBeenCalled();
    expect(printed.filter((line) => line.includes('wrong setting'))).toHaveLength(4);
  });

  it.each([null, 'text', 7, []])('takes %j for an event', async (event) => {
    expect(
      (await run(async ({ event: seen }) => ({ status: 200, json: { ...seen } }), { event })).status,
    ).toBe(200);
  });

  it('wires once and again when a variable changes', async () => {
    const apps = new Set<unknown>();
    const answer = async ({ app }: RouteRequest): Promise<Reply> => {
      apps.add(app);
      return { status: 200 };
    };
    await run(answer);
    await run(answer);
    expect(apps.size).toBe(1);
    await run(answer, { context: { RING_SECONDS: '30' } });
    expect(apps.size).toBe(2);
  });
});
