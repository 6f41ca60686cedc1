import path from 'node:path';
import { COVERAGE } from '../../emulator/coverage';
import type { Exchange } from '../../emulator/core/exchange';

interface Operation {
  readonly host: string;
  readonly name: string;
  readonly method: string;
  readonly pattern: RegExp;
  /** The file below `test/contract` and the test's name; undefined where the operation is not served. */
  readonly claim: readonly [file: string, test: string] | undefined;
}

/** The operations of the coverage matrix, those with the fewest variable parts first. */
export const OPERATIONS: readonly Operation[] = Object.entries(COVERAGE).flatMap(([host, coverage]) =>
  Object.entries(coverage)
    .map(([name, entry]): Operation => {
      const [method = '', template = ''] = name.split(' ');
      const pattern = template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '([^/]+?)');
      const claim = 'test' in entry ? readClaim(entry.test) : undefined;
      return { host, name, method, pattern: new RegExp(`^${pattern}$`), claim };
    })
    .sort((a, b) => a.name.split('{').length - b.name.split('{').length),
);

/** Every operation whose test ran in this file without the operation being answered in it. */
export function falseClaims(
  testPath: string,
  ran: ReadonlySet<string>,
  shown: readonly { readonly test: string; readonly exchange: Exchange }[],
): string[] {
  const file = path.basename(testPath, '.test.ts');
  const claimed = OPERATIONS.filter(({ claim }) => claim?.[0] === file && ran.has(claim[1]));
  if (claimed.length === 0) return [];
  const answered = new Set(
    shown
      .filter(({ exchange }) => exchange.status < 400)
      .map(({ test, exchange: { host, method, path: asked } }) => {
        const isAsked = (one: Operation): boolean =>
          one.host === host && one.method === method && one.pattern.test(asked);
        return `${test}: ${OPERATIONS.find(isAsked)?.name}`;
      }),
  );
  return claimed
    .filter(({ name, claim }) => !answered.has(`${claim?.[1]}: ${name}`))
    .map(({ host, name, claim }) => `'${claim?.[1]}' does not show ${host} ${name}`);
}

function readClaim(text: string): readonly [string, string] {
  const [file = '', ...test] = text.split(': ');
  return [file, test.join(': ')];
}
