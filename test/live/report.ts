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

/** Runs one case on the account and holds each answer beside the emulator's. A case that fails is an answer too. */
export async function compared(one: Case, account: Target): Promise<Report> {
  const notes: string[] = [];
  const { title, emulated, settles = [] } = one;
  const basis = [one.basis, ...settles.map((text) => `“${text} …”`)].join(' ');
  let seen: Readonly<Record<string, string>> = {};
  let failure = 'not answered';
  try {
    seen = await one.observe(account, (text) => notes.push(`${title}: ${text}`));
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
    ...rows.map(({ title, question, basis, emulator, account }) =>
      line(title, question, basis, emulator, account, emulator === account ? 'yes' : '**no**'),
    ),
    ...notes.map((note) => `\n${note}`),
  ].join('\n');
}
