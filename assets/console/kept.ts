import type { Draft, Past } from './state';

/** What outlives a reload, in this tab alone, and is forgotten when the agent signs out. */

export const EMPTY: Draft = { outcome: 'resolved', note: '', handover: '' };

export function keptDraft(reservation: string): Draft {
  return { ...EMPTY, ...read<Draft>(`draft:${reservation}`) };
}

export function keepDraft(reservation: string, draft: Draft): void {
  write(`draft:${reservation}`, draft);
}

/** Of today. */
export function keptPast(): readonly Past[] {
  const today = new Date().toDateString();
  const kept = read<Past[]>('past') ?? [];
  return kept.filter(({ atMs }) => new Date(atMs).toDateString() === today);
}

export function keepPast(past: readonly Past[]): void {
  write('past', past);
}

export function forgetAll(): void {
  sessionStorage.clear();
}

function read<T>(key: string): T | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

function write(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A full storage keeps nothing; the page goes on.
  }
}
