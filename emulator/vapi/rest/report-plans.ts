/** What of an assistant's `artifactPlan` is heeded. Source: OpenAPI `ArtifactPlan`. */
export interface ArtifactPlan {
  readonly fullMessageHistoryEnabled?: boolean;
  readonly transcriptPlan?: {
    readonly enabled?: boolean;
    readonly assistantName?: string;
    readonly userName?: string;
  };
}

/** What of an assistant's `analysisPlan` is heeded. Source: OpenAPI `AnalysisPlan`. */
export interface AnalysisPlan {
  readonly minMessagesThreshold?: number;
  readonly summaryPlan?: { readonly enabled?: boolean };
  readonly structuredDataPlan?: { readonly enabled?: boolean };
  readonly successEvaluationPlan?: { readonly enabled?: boolean };
}
