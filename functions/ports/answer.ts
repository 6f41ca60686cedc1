/**
 * What is known after an upstream request. Adapters never throw and never retry; use cases decide what to do.
 * `refused`: the upstream did nothing, for good (4xx, or the request never left; then status 0).
 * `throttled`: 429, nothing was done and it may be tried again.
 * `indeterminate`: time-out, broken connection or 5xx; it may or may not have been done.
 */
export type Failure =
  | { readonly kind: 'refused'; readonly status: number; readonly code: number | undefined }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number | undefined }
  | { readonly kind: 'indeterminate' };

export type Answer<T> = { readonly kind: 'ok'; readonly value: T } | Failure;

/** A stored value and the revision that a conditional write of it needs. */
export interface Versioned<T> {
  readonly value: T;
  readonly revision: string;
}

/** `gone`: 404, nothing is stored under this key. */
export type ReadAnswer<T> = Answer<Versioned<T>> | { readonly kind: 'gone' };

/**
 * `ok` carries the new revision. `conflict`: the key is taken (409), or the revision is no longer the stored one (412).
 * `gone`: there is nothing to replace (404).
 */
export type WriteAnswer = Answer<string> | { readonly kind: 'conflict' } | { readonly kind: 'gone' };
