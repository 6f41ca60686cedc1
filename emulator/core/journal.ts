import type { Clock } from './clock';

/** One thing that happened, in the emulator's time. `kind` is `area.what`, e.g. `call.ringing`, `webhook.answered`. */
export interface JournalEntry {
  readonly atMs: number;
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** Everything that happened, in order. What people and reports read; nothing in the emulator decides by it. */
export class Journal {
  readonly entries: JournalEntry[] = [];
  private readonly listeners = new Set<(entry: JournalEntry) => void>();
  private readonly followers = new Set<() => void>();

  constructor(private readonly clock: Clock) {}

  add(kind: string, fields: Record<string, unknown> = {}): void {
    const entry: JournalEntry = { ...fields, atMs: this.clock.now(), kind };
    this.entries.push(entry);
    for (const listener of this.listeners) listener(entry);
  }

  /** What has happened elsewhere, in place of what has happened here. Nobody is told before `restored`. */
  load(entries: readonly JournalEntry[]): void {
    this.entries.length = 0;
    for (const entry of entries) this.entries.push(entry);
  }

  /** Tells those who follow that what they know is of another past. */
  restored(): void {
    for (const follower of this.followers) follower();
  }

  onRestored(follower: () => void): () => void {
    this.followers.add(follower);
    return () => this.followers.delete(follower);
  }

  onEntry(listener: (entry: JournalEntry) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
