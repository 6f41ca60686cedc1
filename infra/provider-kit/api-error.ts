/** A request to a platform that did not succeed. */
export class ApiError extends Error {
  constructor(
    /** Method and address, without query and credentials. */
    readonly request: string,
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    /** The platform's own code, where it gives one. */
    readonly code: number | string | undefined,
    readonly explanation: string,
  ) {
    super(
      `${request}: ${status === 0 ? 'no answer' : status}${code === undefined ? '' : ` (${code})`}: ${explanation}`,
    );
    this.name = 'ApiError';
  }

  get isMissing(): boolean {
    return this.status === 404;
  }

  /** Somebody else changed the object in between. */
  get isConflict(): boolean {
    return this.status === 412;
  }

  /** Nobody knows whether the request had its effect. */
  get isIndeterminate(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

/** The answer, or undefined when the object does not exist. */
export async function unlessMissing<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof ApiError && error.isMissing) return undefined;
    throw error;
  }
}
