/**
 * A JSON answer as `oauth4webapi` reads one. It takes only what bears the tag of the global `Response`, and the Functions
 * runtime has put a class of its own under that name: so this one bears whatever tag is there.
 */
export class WebAnswer {
  readonly status = 200;
  readonly headers = new Headers({ 'content-type': 'application/json' });
  readonly bodyUsed = false;

  constructor(private readonly body: unknown) {}

  get [Symbol.toStringTag](): string {
    return (globalThis.Response.prototype as unknown as Record<symbol, string>)[Symbol.toStringTag] as string;
  }

  json(): Promise<unknown> {
    return Promise.resolve(this.body);
  }
}
