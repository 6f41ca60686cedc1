/** One mistake in a rules file; lines and columns count from 1. `fix` says what to do. */
export interface RulesMistake {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly fix: string;
}

/** Everything that is wrong with a rules file, at once. */
export class RulesError extends Error {
  constructor(readonly mistakes: readonly RulesMistake[]) {
    super(mistakes.map(describe).join('\n'));
    this.name = 'RulesError';
  }
}

function describe({ file, line, column, message, fix }: RulesMistake): string {
  return `${file}:${line}:${column}: ${message}. ${fix}`;
}
