/** What `/_emulator` answers with, as far as the page reads it. */
export interface CallRow {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly direction: string;
  readonly status: string;
  readonly isLive: boolean;
  readonly parentCallSid: string | null;
  readonly createdAtMs: number;
  readonly endedAtMs: number | null;
  readonly answeredAtMs: number | null;
  readonly answeredBy: string | null;
  readonly endedBecause: string | null;
  readonly problems: readonly { readonly atMs: number; readonly kind: string; readonly what: string }[];
}

export interface QueueRow {
  readonly sid: string;
  readonly friendlyName: string;
  readonly maxSize: number;
  readonly createdAtMs: number;
  readonly averageWaitSeconds: number;
  /** The first in line first. */
  readonly members: readonly {
    readonly callSid: string;
    readonly person: string;
    readonly taskSid: string | null;
    readonly waitedSeconds: number;
  }[];
}

export interface ConferenceRow {
  readonly sid: string;
  readonly friendlyName: string;
  readonly status: string;
  readonly createdAtMs: number;
  readonly endReason: string | null;
  readonly participants: readonly {
    readonly callSid: string;
    readonly person: string;
    readonly label: string | null;
    readonly muted: boolean;
    readonly hold: boolean;
    readonly joinedAtMs: number;
  }[];
  /** The first to leave first. */
  readonly left: readonly {
    readonly callSid: string;
    readonly person: string;
    readonly label: string | null;
    readonly joinedAtMs: number | null;
    readonly leftAtMs: number;
    readonly reason: string;
  }[];
}

export interface RecordingRow {
  readonly sid: string;
  readonly callSid: string;
  readonly conferenceSid: string | null;
  readonly source: string;
  readonly channels: number;
  readonly status: string;
  readonly startedAtMs: number;
  readonly durationSeconds: number;
  /** Null until it is complete. */
  readonly mediaUrl: string | null;
}

export interface Heard {
  readonly fromMs: number;
  readonly toMs: number;
  readonly source: string;
  readonly text?: string;
}

export interface Leg {
  readonly callSid: string;
  readonly person: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly isLive: boolean;
  readonly hears: readonly Heard[];
  readonly does: readonly {
    readonly fromMs: number;
    readonly toMs: number;
    readonly does: string;
    readonly text?: string;
  }[];
}

export interface Path {
  readonly fromMs: number;
  readonly toMs: number;
  readonly to: string;
}

export interface Ledger {
  readonly callSid: string;
  readonly figures: {
    readonly longestSilence: { readonly asHeard?: { readonly ms: number } };
    readonly overlapMs: number;
    readonly bridges: readonly { readonly callSid: string; readonly gapMs: number }[];
  };
  readonly legs: readonly Leg[];
  /** Who could hear whom. */
  readonly paths: readonly Path[];
}

export interface Entry {
  readonly seq: number;
  readonly atMs: number;
  readonly kind: string;
  readonly [field: string]: unknown;
}

export interface ReservationRow {
  readonly sid: string;
  readonly workerName: string;
  readonly status: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

export interface TransferRow {
  readonly sid: string;
  readonly mode: string;
  readonly status: string;
  readonly failedReason: string | null;
  readonly to: string;
}

export interface TaskRow {
  readonly sid: string;
  readonly status: string;
  readonly priority: number;
  readonly queue: string | null;
  readonly workflow: string | null;
  readonly reason: string | null;
  readonly createdAtMs: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly reservations: readonly ReservationRow[];
  readonly transfers: readonly TransferRow[];
}

export interface WorkerRow {
  readonly sid: string;
  readonly workspaceSid: string;
  readonly friendlyName: string;
  readonly activity: string;
  readonly isAvailable: boolean;
  readonly attributes: unknown;
}

export interface SyncObject {
  readonly revision: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly expiresAtMs: number | null;
  readonly data?: unknown;
}

export interface SyncNamed extends SyncObject {
  readonly sid: string;
  readonly uniqueName: string | null;
  readonly items?: readonly (SyncObject & { readonly key: string | number })[];
}

export interface SyncServiceRow {
  readonly sid: string;
  readonly uniqueName: string | null;
  readonly friendlyName: string | null;
  readonly documents: readonly SyncNamed[];
  readonly maps: readonly SyncNamed[];
  readonly lists: readonly SyncNamed[];
  readonly streams: readonly SyncNamed[];
}

export interface WebhookRow {
  readonly id: string;
  readonly atMs: number;
  readonly for: string;
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly error: string | null;
  readonly tookMs: number;
  readonly signature: 'valid' | 'invalid' | 'none';
}

export interface WebhookDetail extends WebhookRow {
  readonly request: { readonly headers: Readonly<Record<string, string>>; readonly body: string };
  readonly signatureBase: string | null;
  readonly answer: string;
}

/** Throws an Error with the emulator's own words when it refuses. */
export async function get<T>(path: string): Promise<T> {
  return ask<T>('GET', path);
}

/** Like `get`, with a body. `path` is below `/_emulator`; '' for what it says of itself. */
export async function ask<T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<T> {
  const response = await fetch(path === '' ? '/_emulator' : `/_emulator/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = (text === '' ? {} : JSON.parse(text)) as T & { message?: string };
  if (!response.ok) throw new Error(answer.message ?? `status ${response.status}`);
  return answer;
}
