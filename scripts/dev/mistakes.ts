import path from 'node:path';
import type { BuildFailure } from 'esbuild';
import type { SourceMistake } from '../../emulator/control/workshop';
import { RulesError } from '../../routing/mistakes';

/** Whatever was thrown while sources were read, built or brought into force, as mistakes that can be shown. */
export function mistakesOf(error: unknown, root: string): SourceMistake[] {
  if (error instanceof RulesError) return [...error.mistakes];
  if (isBuildFailure(error)) {
    return error.errors.map(({ text, location }) =>
      location
        ? {
            file: path.relative(root, path.resolve(location.file)),
            line: location.line,
            column: location.column + 1,
            message: text,
          }
        : { message: text },
    );
  }
  return [{ message: error instanceof Error ? error.message : String(error) }];
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && Array.isArray((error as Partial<BuildFailure>).errors);
}

/** `routing/rules.yaml:12:5  what is wrong. What to do` */
export function oneLine({ file, line, column, message, fix }: SourceMistake): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return [place, fix === undefined ? message : `${message}. ${fix}`].filter((part) => part !== '').join('  ');
}
