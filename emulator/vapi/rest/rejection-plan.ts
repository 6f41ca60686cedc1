/** Source: OpenAPI `RegexCondition`, `LiquidCondition`, `GroupCondition`. */
export type RejectionCondition =
  | {
      readonly type: 'regex';
      readonly regex: string;
      readonly target?: { readonly role?: 'user' | 'assistant'; readonly position?: number };
      readonly negate?: boolean;
    }
  | { readonly type: 'liquid'; readonly liquid: string }
  | {
      readonly type: 'group';
      readonly operator: 'AND' | 'OR';
      readonly conditions: readonly RejectionCondition[];
    };

/** When a tool is not called though the model wants it. Source: OpenAPI `ToolRejectionPlan`. */
export interface RejectionPlan {
  readonly conditions?: readonly RejectionCondition[];
}
