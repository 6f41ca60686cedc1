import * as z from 'zod/mini';
import { defaultPolicy, type Policy } from './domain/handoff/policy';
import type { Vocabulary } from './domain/vocabulary';

/** What Functions must know of the routing rules; the build makes the private asset `/routing.json` from them. */
const routingFactsSchema = z.object({
  departments: z.array(z.string()),
  languages: z.array(z.string()),
  /** Name -> TaskRouter priority. */
  priorities: z.record(z.string(), z.number()),
  /** How long the workflow looks for a human before it gives up. */
  waitSeconds: z.number(),
});
export type RoutingFacts = z.infer<typeof routingFactsSchema>;

/** Without the asset no department is known, and everything takes the default route. */
const NO_FACTS: RoutingFacts = { departments: [], languages: ['en', 'es'], priorities: {}, waitSeconds: 30 };

/** The workflow's own time-out comes first: ours is for when it is lost, or an agent took long to decide. */
const SEARCH_MARGIN_MS = 90_000;

export function readRoutingFacts(asset: unknown): RoutingFacts {
  return asset === undefined ? NO_FACTS : routingFactsSchema.parse(asset);
}

export function vocabularyOf(facts: RoutingFacts, defaultLanguage: string): Vocabulary {
  const names = Object.keys(facts.priorities);
  return {
    ...facts,
    defaultLanguage,
    defaultPriority: names.includes('normal') ? 'normal' : (names[0] ?? ''),
  };
}

export function policyOf(facts: RoutingFacts, ringSeconds: number): Policy {
  return {
    ...defaultPolicy,
    ringMs: ringSeconds * 1_000,
    searchMs: facts.waitSeconds * 1_000 + SEARCH_MARGIN_MS,
  };
}
