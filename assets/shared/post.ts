export interface Reply<T> {
  readonly status: number;
  readonly body: T & { readonly error?: string };
}

/** A request to our own service; status 0 where it was not reached. `route`: relative to the page. */
export async function post<T = object>(route: string, fields: object = {}): Promise<Reply<T>> {
  try {
    const response = await fetch(route, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fields),
      signal: AbortSignal.timeout(12_000),
    });
    return { status: response.status, body: (await response.json()) as Reply<T>['body'] };
  } catch {
    return { status: 0, body: { error: 'try-again' } as Reply<T>['body'] };
  }
}

/** The request may never have been acted on: the network is gone, or the server could not do it. */
export function isUnsettled({ status }: Reply<object>): boolean {
  return status === 0 || status >= 500;
}
