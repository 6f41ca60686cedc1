/** A request to a product with its answer. */
export interface Exchange {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly requestBody: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly status: number;
  readonly responseBody: string;
}

/** Where every `Exchange` of this process is published (`node:diagnostics_channel`). */
export const EXCHANGES = 'emulator.exchange';
