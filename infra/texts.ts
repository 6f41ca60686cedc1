import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const textsSchema = z.looseObject({
  assistant: z.looseObject({
    firstMessage: z.string(),
    instructions: z.string(),
    escalateDescription: z.string(),
    escalateStart: z.string().max(1000),
    escalateFailed: z.string().max(1000),
    reassure: z.string(),
    goodbye: z.string().max(1000),
  }),
});

export type AssistantTexts = z.output<typeof textsSchema>['assistant'];

const FOLDER = join(__dirname, '..', 'texts');

export function hasTexts(language: string): boolean {
  return existsSync(fileOf(language));
}

/** What the AI is told and says, from `texts/<language>.json`. */
export function readAssistantTexts(language: string): AssistantTexts {
  const parsed = textsSchema.safeParse(JSON.parse(readFileSync(fileOf(language), 'utf8')));
  if (parsed.success) return parsed.data.assistant;
  throw new Error(`texts/${language}.json: ${z.prettifyError(parsed.error)}`);
}

function fileOf(language: string): string {
  return join(FOLDER, `${language}.json`);
}
