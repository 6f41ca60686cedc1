/**
 * A statement of TaskRouter's expression language.
 * Source: https://www.twilio.com/docs/taskrouter/expression-syntax
 */
export type Expression = Junction | Comparison;

/** Two terms or more; AND binds tighter than OR. */
interface Junction {
  readonly type: 'and' | 'or';
  readonly terms: readonly Expression[];
}

export interface Comparison {
  readonly type: 'comparison';
  readonly left: Operand;
  readonly operator: Operator;
  readonly right: Operand;
}

export type Operator = '==' | '!=' | '>' | '>=' | '<' | '<=' | 'CONTAINS' | 'HAS' | 'IN' | 'NOT IN';

export type Operand =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'null' }
  | { readonly type: 'list'; readonly items: readonly Operand[] }
  | Reference;

/** A name: `languages`, `worker.skills[0]`. Texts are fields, numbers are positions in an array. */
export interface Reference {
  readonly type: 'reference';
  readonly path: Path;
}

export type Path = readonly (string | number)[];
