import type { Draft, Past } from './state';

/** What outlives a reload and a closed window, and is forgotten on signing out. */

const EMPTY: Draft = { outcome: 'resolved', note: '', handover: '' };
const OWN = /^(draft|past):/;

export function keptDraft(reservation: string): Draft {
  return { ...EMPTY, ...read<Draft>(`draft:${reservation}`) };
}

export function keepDraft(reservation: string, draft: Draft): void {
  write(`draft:${reservation}`, draft);
}

/** Of a call whose note stands in the history now. */
export function dropDraft(reservation: string): void {
  localStorage.removeItem(`draft:${reservation}`);
}

/** Of today, and of this agent: several may use one computer. */
export function keptPast(agent: string): readonly Past[] {
  const today = new Date().toDateString();
  const kept = read<Past[]>(`past:${agent}`) ?? [];
  return kept.filter(({ atMs }) => new Date(atMs).toDateString() === today);
}

export function keepPast(agent: string, past: readonly Past[]): void {
  write(`past:${agent}`, past);
}

export function forgetAll(): void {
  for (const key of Object.keys(localStorage)) if (OWN.test(key)) localStorage.removeItem(key);
}

function read<T>(key: string): T | undefined {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A full storage keeps nothing; the page goes on.
  }
}
