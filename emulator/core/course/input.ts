/** Where in the course of things something came from outside. */
export interface Place {
  /** How many timers had run since the course began. */
  readonly turns: number;
  readonly atMs: number;
  /** How many identifiers and units of work were numbered. */
  readonly ids: number;
  readonly work: number;
}

/** A request to a product or to the controls, as it arrived. */
export interface Asked {
  readonly kind: 'request';
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes that are no text are written in base64. */
  readonly body: { readonly text: string } | { readonly base64: string };
  /** It came from work under way (a Function's, by its header), which waited for it or gave up before the answer. */
  asker?: 'waited' | 'gave-up' | undefined;
}

/** What a customer's server answered to a webhook, or that it did not. */
export interface Answered {
  readonly kind: 'answer';
  readonly webhook: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly error?: 'timeout' | 'connection' | 'reset' | undefined;
}

/** What the client of a web socket did, as the product at this host knows how to do it again. */
export interface Told {
  readonly kind: 'socket';
  readonly host: string;
  /** Plain JSON. */
  readonly deed: object;
}

export type Input = Place & (Asked | Answered | Told);
