import type { Vocabulary } from './rules';

/** JSON Schema of one parameter, as a tool definition takes it. */
interface ToolParameter {
  readonly type: 'string' | 'object';
  readonly description: string;
  readonly enum?: readonly string[];
  readonly additionalProperties?: { readonly type: 'string' };
}

/** What the functions know of the vocabulary: its words without their meanings. */
export function functionsVocabulary({ departments, languages, priorities }: Vocabulary): string {
  return JSON.stringify({
    departments: Object.keys(departments),
    languages: Object.keys(languages),
    priorities,
  });
}

/**
 * The parameters of the AI's `escalate` tool. Every choice comes from the vocabulary, so the AI can't ask for a route
 * that does not exist.
 */
export function escalateParameters(vocabulary: Vocabulary): {
  type: 'object';
  properties: Record<string, ToolParameter>;
  required: string[];
} {
  return {
    type: 'object',
    properties: {
      reason: {
        type: 'string',
        description: 'Why the caller needs a human, in one short sentence that a colleague understands',
      },
      summary: {
        type: 'string',
        description: 'What was said so far and what was already tried, in two or three sentences',
      },
      department: choice('Who can help', vocabulary.departments),
      language: choice('The language the caller speaks', vocabulary.languages),
      priority: {
        type: 'string',
        description: 'How urgent it is for the caller',
        enum: Object.entries(vocabulary.priorities)
          .sort(([, a], [, b]) => a - b)
          .map(([name]) => name),
      },
      slots: {
        type: 'object',
        description: 'Facts that the caller has given, by name, such as {"order": "4711"}',
        additionalProperties: { type: 'string' },
      },
    },
    required: ['reason', 'department'],
  };
}

function choice(what: string, meanings: Readonly<Record<string, string>>): ToolParameter {
  const list = Object.entries(meanings).map(([word, meaning]) => `${word} = ${meaning}`);
  return { type: 'string', description: `${what}: ${list.join('; ')}`, enum: Object.keys(meanings) };
}
