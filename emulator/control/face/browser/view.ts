/** A line of the list. */
export interface Row {
  readonly key: string;
  readonly title: string;
  /** Stands at the end of the title's line. */
  readonly note: string;
  readonly below: string;
  readonly tone: 'good' | 'bad' | 'busy' | 'plain';
  /** What the filter looks in. */
  readonly search: string;
}

/** One tab: its list and what is shown of one line. */
export interface View {
  readonly name: string;
  /** Said when the list is empty. */
  readonly empty: string;
  rows(filter: string): Promise<Row[]> | Row[];
  /** Undefined when there is no such thing any more. */
  detail(key: string): Promise<Node[] | undefined> | Node[] | undefined;
  /** Whether what is shown grows with time alone. */
  isGrowing?(key: string): boolean;
}

/** Whether a filter is the SID of something, of which the emulator knows what concerns it. */
export function isSid(filter: string): boolean {
  return /^[A-Z]{2}[0-9a-f]{32}$/.test(filter);
}
