/** The words that the routing knows. The AI is offered exactly these; whatever else it says takes the default route. */
export interface Vocabulary {
  readonly departments: readonly string[];
  readonly languages: readonly string[];
  /** Name -> TaskRouter priority. */
  readonly priorities: Readonly<Record<string, number>>;
  readonly defaultLanguage: string;
  /** A key of `priorities`. */
  readonly defaultPriority: string;
}

export interface Route {
  /** '' is the default route. */
  readonly department: string;
  readonly language: string;
  readonly priority: number;
}

/** Reads what an AI or a person filled in, whatever its type. */
export function routeOf(
  wish: { readonly department?: unknown; readonly language?: unknown; readonly priority?: unknown },
  vocabulary: Vocabulary,
): Route {
  const { departments, languages, priorities, defaultLanguage, defaultPriority } = vocabulary;
  const priority = match(wish.priority, Object.keys(priorities)) ?? defaultPriority;
  return {
    department: match(wish.department, departments) ?? '',
    language: match(wish.language, languages) ?? baseLanguage(wish.language, languages) ?? defaultLanguage,
    priority: priorities[priority] ?? 0,
  };
}

function match(wish: unknown, words: readonly string[]): string | undefined {
  if (typeof wish !== 'string' && typeof wish !== 'number') return undefined;
  const wanted = fold(String(wish));
  return words.find((word) => fold(word) === wanted);
}

/** `es-MX` speaks `es`. */
function baseLanguage(wish: unknown, languages: readonly string[]): string | undefined {
  return typeof wish === 'string' ? match(wish.split(/[-_]/)[0], languages) : undefined;
}

function fold(word: string): string {
  return word
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
}
