import { readFileSync } from 'node:fs';
import { LineCounter, isMap, isScalar, parseDocument, visit } from 'yaml';
import type { Document, Alias } from 'yaml';
import { checkRules } from './check';
import type { Finding, Path } from './check';
import { RulesError } from './mistakes';
import type { RulesMistake } from './mistakes';
import { rulesSchema } from './rules';
import type { Rules } from './rules';
import { explain } from './schema-mistakes';

/** Reads and checks a rules file. @throws RulesError with every mistake, each with its place and its fix. */
export function readRulesFile(path: string, shownAs = path): Rules {
  return readRules(readFileSync(path, 'utf8'), shownAs);
}

/** Like `readRulesFile`, of a text. `file` is the name in messages. */
export function readRules(text: string, file: string): Rules {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): Pick<RulesMistake, 'file' | 'line' | 'column'> => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  if (document.errors.length > 0) {
    throw new RulesError(
      document.errors.map((error) => ({
        ...at(error.pos[0]),
        message: `not valid YAML: ${error.message}`,
        fix: 'Check indentation, quotes and brackets here',
      })),
    );
  }
  const dangling = danglingAlias(document);
  if (dangling) {
    throw new RulesError([
      {
        ...at(start(dangling) ?? 0),
        message: `*${dangling.source}: no &${dangling.source} stands above it`,
        fix: 'Name what it stands for, or write it out',
      },
    ]);
  }
  const fail = (findings: readonly Finding[]): never => {
    const mistakes = findings.map(({ path, isKey, message, fix }) => ({
      ...at(offsetOf(document, path, isKey ?? false)),
      message: path.length > 0 ? `${shown(path)}: ${message}` : message,
      fix,
    }));
    throw new RulesError(mistakes.sort((a, b) => a.line - b.line || a.column - b.column));
  };
  const parsed = rulesSchema.safeParse(document.toJS() ?? {});
  if (!parsed.success) return fail(parsed.error.issues.flatMap(explain));
  const findings = checkRules(parsed.data);
  if (findings.length > 0) return fail(findings);
  return parsed.data;
}

/** Where in the text a path stands; of a path that is missing, the nearest part that is there. */
function offsetOf(document: Document, path: Path, isKey: boolean): number {
  for (let length = path.length; length > 0; length -= 1) {
    const here = path.slice(0, length);
    const parent = document.getIn(here.slice(0, -1), true);
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(here.at(-1)));
      if (!pair) continue;
      const node = isKey && length === path.length ? pair.key : (pair.value ?? pair.key);
      return start(node) ?? start(pair.key) ?? 0;
    }
    const offset = start(document.getIn(here, true));
    if (offset !== undefined) return offset;
  }
  return 0;
}

/** An alias of nothing, which the parser lets through. */
function danglingAlias(document: Document): Alias | undefined {
  let found: Alias | undefined;
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document)) return undefined;
      found = alias;
      return visit.BREAK;
    },
  });
  return found;
}

function shown(path: Path): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .slice(1);
}

function start(node: unknown): number | undefined {
  const range = (node as { range?: [number, number, number] } | null)?.range;
  return range?.[0];
}
