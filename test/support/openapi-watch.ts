import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { EXCHANGES, type Exchange } from '../../emulator/core/exchange';
import type { OpenApiRecorder } from './openapi-recorder';

/**
 * Watches every exchange of every test with an emulated platform and holds it against the platforms' OpenAPI documents:
 * the test in which something else was asked or answered fails with operation and path. It also notes which test saw
 * which operation answered, and holds that against the coverage matrix.
 */
const seen: Exchange[] = [];
const tolerated: RegExp[] = [];
const shown: { readonly test: string; readonly exchange: Exchange }[] = [];
const ran = new Set<string>();
/** Of the process, by `environment.js`. */
declare const openApiRecorder: OpenApiRecorder;

const note = (message: unknown): void => void seen.push(message as Exchange);

/** The tests of this file send or provoke on purpose what the documents do not have; `problem` is how it is reported. */
export function departsFromOpenApi(problem: RegExp): void {
  tolerated.push(problem);
}

beforeAll(() => subscribe(EXCHANGES, note));

afterEach(() => {
  const test = expect.getState().currentTestName ?? '';
  ran.add(test);
  shown.push(...seen.map((exchange) => ({ test, exchange })));
  check();
});

afterAll(async () => {
  unsubscribe(EXCHANGES, note);
  check();
  if (shown.length === 0) return;
  const { falseClaims } = await import('./coverage-claims');
  const claims = falseClaims(expect.getState().testPath ?? '', ran, shown);
  if (claims.length > 0) throw new Error(`the coverage matrix is wrong:\n${claims.join('\n')}`);
});

function check(): void {
  if (seen.length === 0) return;
  for (const exchange of seen.splice(0)) openApiRecorder.observe(exchange);
  const problems = openApiRecorder.violations
    .splice(0)
    .map(({ operation, path, status, problem }) => `${operation}: ${problem} (${status} ${path})`)
    .filter((line) => !tolerated.some((pattern) => pattern.test(line)));
  if (problems.length > 0)
    throw new Error(`not as the OpenAPI document says:\n${[...new Set(problems)].join('\n')}`);
}
