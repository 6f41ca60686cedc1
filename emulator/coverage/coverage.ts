/** How much of a documented operation the emulator has, and the test that shows it. */
export type Coverage = Readonly<Record<string, Entry>>;

/** Keys of a `Coverage` are `METHOD /path/{Template}` as the platform's OpenAPI document writes them. */
export type Entry =
  | { readonly state: 'served'; readonly test: string }
  | { readonly state: 'partial'; readonly test: string; readonly missing: string }
  | { readonly state: '501' };

/** `test` is the file below `test/contract` without `.test.ts`, a colon, and the test's full name. */
export function served(test: string): Entry {
  return { state: 'served', test };
}

export function partial(test: string, missing: string): Entry {
  return { state: 'partial', test, missing };
}

/** Operations that answer 501, with method and path. */
export function notServed(...operations: readonly string[]): Coverage {
  return Object.fromEntries(operations.map((operation) => [operation, { state: '501' }]));
}
