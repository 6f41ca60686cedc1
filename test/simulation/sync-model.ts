import type { ReadAnswer, WriteAnswer } from '../../functions/ports/answer';

const unchanged = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Items as Sync keeps them: whole values, revisions that count up, If-Match on every update. */
export class SyncModel<T> {
  private readonly items = new Map<string, { value: T; revision: number; writtenMs: number }>();

  constructor(
    private readonly nowMs: () => number,
    private readonly onWrite: (key: string, before: T | undefined, after: T) => void = () => undefined,
    private readonly parse: (value: unknown) => T = (value) => value as T,
  ) {}

  read(key: string): ReadAnswer<T> {
    const item = this.items.get(key);
    return item
      ? { kind: 'ok', value: { value: unchanged(item.value), revision: String(item.revision) } }
      : { kind: 'gone' };
  }

  create(key: string, value: T): WriteAnswer {
    if (this.items.has(key)) return { kind: 'conflict' };
    return this.write(key, value, 0);
  }

  replace(key: string, value: T, revision: string): WriteAnswer {
    const item = this.items.get(key);
    if (!item) return { kind: 'gone' };
    if (String(item.revision) !== revision) return { kind: 'conflict' };
    return this.write(key, value, item.revision + 1);
  }

  /** A listing may be a second behind. */
  list(): { key: string; value: T }[] {
    return [...this.items]
      .filter(([, { writtenMs }]) => writtenMs < this.nowMs() - 1_000)
      .map(([key, { value }]) => ({ key, value: unchanged(value) }));
  }

  peek(key: string): T | undefined {
    return this.items.get(key)?.value;
  }

  entries(): [string, T][] {
    return [...this.items].map(([key, { value }]) => [key, value]);
  }

  private write(key: string, value: T, revision: number): WriteAnswer {
    const stored = this.parse(unchanged(value));
    this.onWrite(key, this.items.get(key)?.value, stored);
    this.items.set(key, { value: stored, revision, writtenMs: this.nowMs() });
    return { kind: 'ok', value: String(revision) };
  }
}
