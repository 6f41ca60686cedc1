import { post as postTo, type Reply } from '../shared/post';

export function post<T = object>(route: string, fields: object = {}): Promise<Reply<T>> {
  return postTo(`console/${route}`, fields);
}

export interface Token {
  readonly token: string;
  /** The agent's worker SID. */
  readonly worker: string;
  readonly expiresAtMs: number;
  /** The server's clock. */
  readonly nowMs: number;
  /** How long a queue is asked to take a call over. */
  readonly passOnMs: number;
  readonly channel: { readonly http: string; readonly webSocket: string };
  /** For agents whom the browser itself is the telephone of. */
  readonly voice?: VoicePlace;
}

export interface VoicePlace {
  readonly identity: string;
  /** The controls of the local platform, where there is one. */
  readonly local?: string;
}
