import { z } from 'zod';

/**
 * What stands in `rules.yaml`. The schema gives the type, the checks and `schema.json`, which editors use for
 * completion. Times are seconds, as in TaskRouter.
 */

/** Short enough for the handoff's record, which carries department and language. */
const word = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,31}$/,
    'a word of at most 32 small letters, digits and hyphens that begins with a letter',
  );
const languageCode = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,7}$/, 'a language code of at most 8 small letters, digits and hyphens');

const oneOrMore = z.union([word, z.array(word).min(1)]);
const anyOf = oneOrMore.describe('One word of the vocabulary, or several of which any fits');
const allOf = oneOrMore.describe('One word of the vocabulary, or several that an agent must all have');

/** A map with something in it; editors know that too. */
function filled<Value extends z.ZodType>(
  key: z.ZodString,
  value: Value,
  description: string,
): z.ZodRecord<z.ZodString, Value> {
  return z
    .record(key, value)
    .refine((map) => Object.keys(map).length > 0, 'wants at least 1 entry')
    .meta({ description, minProperties: 1 });
}

const vocabularySchema = z
  .strictObject({
    departments: filled(
      word,
      z.string().min(1),
      'Who a caller can ask for. The text tells the AI when to choose it',
    ),
    languages: filled(
      languageCode,
      z.string().min(1),
      'Languages that callers and agents speak: code to the name of the language',
    ),
    priorities: filled(
      word,
      z.number().int().min(0).max(2_147_483_647),
      'Name to TaskRouter priority, each its own; a higher number is served first. Who asks for none has `normal`, where there is none such the first one',
    ),
  })
  .describe('The words that rules, agents and the AI share');

const queueSchema = z
  .strictObject({
    name: z.string().min(1).max(64).describe('Shown in the console of TaskRouter'),
    skills: z
      .strictObject({ department: allOf.optional(), language: allOf.optional() })
      .optional()
      .describe('What an agent must have to stand in this queue'),
    workers: z
      .string()
      .min(1)
      .optional()
      .describe('Instead of skills: an expression over worker attributes, e.g. level >= 3'),
  })
  .describe('People who can be rung together');

const targetSchema = z
  .strictObject({
    queue: word.describe('A queue from the list of queues'),
    seconds: z
      .number()
      .int()
      .min(1)
      .max(3600)
      .optional()
      .describe('How long to look here before the next step. The last step gets what is left of waitSeconds'),
    priority: word.optional().describe('A priority from the vocabulary, from this step on'),
    sameLanguage: z
      .boolean()
      .default(true)
      .describe("Only agents who speak the caller's language. Default true"),
    skipIfNobodyAvailable: z
      .boolean()
      .default(false)
      .describe('Goes on to the next step at once when nobody in the queue is available. Default false'),
  })
  .describe('One step: which queue is rung, and for how long');

const targets = z.array(targetSchema).min(1).describe('The steps, first to last');

const waitSeconds = z.number().int().min(5).max(3600);

export const rulesSchema = z
  .strictObject({
    vocabulary: vocabularySchema,
    waitSeconds: waitSeconds
      .default(30)
      .describe(
        'The longest a caller waits for a human before the AI says that everyone is busy. Default 30',
      ),
    queues: filled(word, queueSchema, 'Queues by their short names'),
    rules: z
      .array(
        z.strictObject({
          name: z
            .string()
            .min(1)
            .max(128)
            .describe('What the rule is for; shown in the console and in reports'),
          when: z
            .strictObject({
              department: anyOf.optional(),
              language: anyOf.optional(),
              priority: anyOf.optional(),
            })
            .describe('All that is named must hold'),
          waitSeconds: waitSeconds.optional().describe('Instead of the general waitSeconds'),
          targets,
        }),
      )
      .default([])
      .describe('The first rule that fits a caller decides'),
    default: z.strictObject({ targets }).describe('For callers whom no rule fits'),
  })
  .describe('Routing rules');

export type Rules = z.output<typeof rulesSchema>;
export type Vocabulary = Rules['vocabulary'];
export type Target = Rules['default']['targets'][number];
export type Conditions = Rules['rules'][number]['when'];
export type Queue = Rules['queues'][string];

/** The words of a condition or skill as a list. */
export function words(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}
