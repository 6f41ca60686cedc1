import fc from 'fast-check';
import { badInputStage, type BadInputStage } from '../support/bad-input/stage';
import { type ApiOperation, twilioOperations } from '../support/bad-input/operations';
import { badRequest, resolved } from '../support/bad-input/requests';
import { badVapiRequest, resolvedVapi } from '../support/bad-input/vapi-requests';
import { departsFromOpenApi } from '../support/openapi-watch';

departsFromOpenApi(/unknown (form|query) parameter/);
// The document's own example has (808) 925-1571.
departsFromOpenApi(/friendly_name must match format "phone-number"/);
// The emulated Vapi keeps what it does not use unchecked and gives it back as it came.
departsFromOpenApi(/ \/(assistant|call|tool|phone-number|credential)\b.*: (request|response)\S* /);

/** Others and more: `BAD_INPUT_SEED=7 BAD_INPUT_RUNS=20000 npx jest bad-input`. */
const RUNS = Number(process.env.BAD_INPUT_RUNS ?? 250);
const SEED = Number(process.env.BAD_INPUT_SEED ?? 5);
const HOUR = 3600;
const LIMIT_MS = 60_000 + RUNS * 100;

let stage: BadInputStage;
const served = new Map<string, ApiOperation[]>();
beforeAll(async () => {
  stage = await badInputStage();
  for (const operation of twilioOperations())
    if (await stage.serves(operation))
      served.set(operation.host, [...(served.get(operation.host) ?? []), operation]);
}, 60_000);
afterAll(() => stage.close());

/** What was set going in the wrong does no harm later either. */
afterEach(async () => {
  await stage.pass(HOUR);
  expect(stage.unhandled).toEqual([]);
});

test.each([
  'taskrouter.twilio.com',
  'sync.twilio.com',
  'serverless.twilio.com',
  'serverless-upload.twilio.com',
  'api.twilio.com',
])(
  '%s refuses what is wrong in Twilio’s words and never fails',
  async (host) => {
    const operations = served.get(host) ?? [];
    expect(operations.length).toBeGreaterThan(0);
    await fc.assert(
      fc.asyncProperty(badRequest(operations), async (wrong) => {
        const { url, init } = resolved(wrong, stage.known);
        const { status, body } = await stage.send(url, init);
        if (status < 400) return;
        const error = JSON.parse(body) as Record<string, unknown>;
        const { code, message } = error;
        expect([typeof code, typeof message, error['status']]).toEqual(['number', 'string', status]);
        if (status === 501) return;
        expect(error['more_info']).toBe(`https://www.twilio.com/docs/errors/${String(code)}`);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  },
  LIMIT_MS,
);

test(
  'api.vapi.ai refuses what is wrong in Nest’s words and never fails',
  async () => {
    await fc.assert(
      fc.asyncProperty(badVapiRequest, async (wrong) => {
        const { url, init } = resolvedVapi(wrong, stage.known);
        const { status, body } = await stage.send(url, init);
        if (status < 400 || status === 501) return;
        const { message, statusCode } = JSON.parse(body) as Record<string, unknown>;
        expect([statusCode, message !== undefined]).toEqual([status, true]);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  },
  LIMIT_MS,
);
