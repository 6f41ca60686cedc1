/** One figure of the bench and what it should not exceed. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal: number;
  /** What it is compared with in the same run, or its absolute size. */
  readonly note: string | undefined;
}
