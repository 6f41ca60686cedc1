import type { Case } from './case';
import type { Target } from './target';

export interface Row {
  readonly title: string;
  /** What the emulator's answer stands on. */
  readonly basis: string;
  readonly question: string;
  readonly emulator: string;
  readonly account: string;
}

export interface Report {
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
}

/** Without an API key. */
export const NOT_ASKED = 'not asked';

/** Whether a row says nothing against the emulator. */
export function agrees({ emulator, account }: Row): boolean {
  return account === NOT_ASKED || emulator === account;
}

/** Runs one case on the account and holds each answer beside the emulator's. A case that fails is an answer too. */
export async function compared(one: Case, account: Target): Promise<Report> {
  const notes: string[] = [];
  const { title, emulated, settles = [] } = one;
  const basis = [one.basis, ...settles.map((text) => `“${text} …”`)].join(' ');
  const isAsked = one.needsKey === undefined || account.sockets !== undefined;
  let seen: Readonly<Record<string, string>> = {};
  let failure = isAsked ? 'not answered' : NOT_ASKED;
  try {
    if (isAsked) seen = await one.observe(account, (text) => notes.push(`${title}: ${text}`));
  } catch (error) {
    failure = `failed: ${error instanceof Error ? error.message : String(error)}`;
  }
  const rows = Object.entries(emulated).map(([question, emulator]) => ({
    title,
    basis,
    question,
    emulator,
    account: seen[question] ?? failure,
  }));
  return { rows, notes };
}

/** A Markdown table: what was assumed, what the emulator does, what the account did, whether they agree. */
export function table({ rows, notes }: Report): string {
  const cell = (text: string): string => text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');
  const line = (...cells: string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [
    line('case', 'question', 'basis', 'emulator', 'account', 'agrees'),
    line('---', '---', '---', '---', '---', '---'),
    ...rows.map((row) => {
      const { title, question, basis, emulator, account } = row;
      const verdict = account === NOT_ASKED ? '' : agrees(row) ? 'yes' : '**no**';
      return line(title, question, basis, emulator, account, verdict);
    }),
    ...notes.map((note) => `\n${note}`),
  ].join('\n');
}
