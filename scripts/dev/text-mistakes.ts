import { transformSync, type TransformFailure } from 'esbuild';
import { isScalar, LineCounter, parseDocument } from 'yaml';
import type { SourceMistake } from '../../emulator/control/workshop';
import { placeholdersOf } from '../../functions/adapters/texts/fill';

type Path = readonly (string | number)[];

interface Finding {
  readonly path: Path;
  readonly message: string;
  readonly fix: string;
}

/**
 * What is wrong with a file of texts, each with its line. `model` is the same file as it was in force last: its keys and
 * placeholders are what the code asks for. Without one only the JSON is checked.
 */
export function textMistakes(text: string, file: string, model: unknown): SourceMistake[] {
  const lines = new LineCounter();
  const place = (offset: number): Pick<SourceMistake, 'file' | 'line' | 'column'> => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  let given: unknown;
  try {
    given = JSON.parse(text) as unknown;
  } catch {
    const { message, offset } = whereJsonBreaks(text);
    const fix = 'Check commas, quotes and brackets here';
    return [{ ...place(offset), message: `not valid JSON: ${message}`, fix }];
  }
  if (model === undefined) return [];
  return compared(given, model, []).map(({ path, message, fix }) => ({
    ...place(offsetOf(document, path)),
    message: `${path.join('.') || 'the file'}: ${message}`,
    fix,
  }));
}

/** By esbuild, which says where: Node's own messages do so only sometimes. */
function whereJsonBreaks(text: string): { message: string; offset: number } {
  try {
    transformSync(text, { loader: 'json', logLevel: 'silent' });
  } catch (error) {
    const [first] = (error as TransformFailure).errors;
    const { line = 1, column = 0 } = first?.location ?? {};
    const lines = text.split('\n');
    const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    // It counts columns in bytes.
    const within = Buffer.from(lines[line - 1] ?? '')
      .subarray(0, column)
      .toString('utf8').length;
    const offset = before + within;
    const message = first?.text ?? '';
    // A missing comma is missing where the line before ends.
    const isComma = message.startsWith('Expected ","');
    return { message, offset: isComma ? Math.max(0, text.slice(0, offset).trimEnd().length - 1) : offset };
  }
  return { message: 'it cannot be read', offset: 0 };
}

function compared(given: unknown, model: unknown, path: Path): Finding[] {
  if (kindOf(given) !== kindOf(model)) {
    return [{ path, message: `is ${kindOf(given)}`, fix: `Make it ${kindOf(model)}` }];
  }
  if (typeof model === 'string') return worded(given as string, model, path);
  if (Array.isArray(model)) {
    return (given as unknown[]).flatMap((one, index) => compared(one, model[0] ?? '', [...path, index]));
  }
  if (typeof model !== 'object' || model === null) return [];
  const [has, wants] = [given as Record<string, unknown>, model as Record<string, unknown>];
  // Which departments there are is for the routing rules to say.
  const isOpen = path.at(-1) === 'departments';
  // More than is asked for does no harm: whoever adds a text may write the code for it next.
  return [
    ...Object.keys(wants)
      .filter((key) => !isOpen && !Object.hasOwn(has, key))
      .map((key) => ({ path, message: `'${key}' is missing`, fix: 'Put it back' })),
    ...Object.keys(has)
      .filter((key) => Object.hasOwn(wants, key))
      .flatMap((key) => compared(has[key], wants[key], [...path, key])),
  ];
}

function worded(text: string, model: string, path: Path): Finding[] {
  const known = placeholdersOf(model);
  const strange = placeholdersOf(text).filter((name) => !known.includes(name));
  const told = known.length === 0 ? 'This text has no placeholders' : `Known here: {${known.join('}, {')}}`;
  return [
    ...(text.trim() === '' ? [{ path, message: 'is empty', fix: 'Say something' }] : []),
    ...(/[<>&\n]/.test(text)
      ? [{ path, message: 'has markup or a line break', fix: 'Write plain words, without <, > and &' }]
      : []),
    // Phrases are not filled in; what one line knew says nothing about another.
    ...(typeof path.at(-1) === 'number' ? [] : strange).map((name) => ({
      path,
      message: `unknown placeholder {${name}}`,
      fix: told,
    })),
  ];
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'null';
  return typeof value === 'object' ? 'a group' : typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}

function offsetOf(document: ReturnType<typeof parseDocument>, path: Path): number {
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  if (isScalar(node) || path.length === 0) return (node as { range?: number[] } | null)?.range?.[0] ?? 0;
  return (node as { range?: number[] } | undefined)?.range?.[0] ?? offsetOf(document, path.slice(0, -1));
}
