/**
 * What goes wrong with a request. `before` fails without an effect, `after` fails though the effect happened.
 * A `drop` closes the connection without an answer. `latencyMs` is added to the round trip.
 */
export interface FaultEffect {
  readonly status?: number;
  readonly body?: unknown;
  readonly drop?: boolean;
  readonly when?: 'before' | 'after';
  readonly latencyMs?: number;
  /** Webhooks only: the same request again this much later. */
  readonly duplicateAfterMs?: number;
}

/**
 * Which requests: method, a regular expression on `host/path` (or a webhook's URL) and one on the body that an API is
 * sent, the first `times` of them after `skip`.
 */
export interface FaultRule extends FaultEffect {
  readonly target: 'api' | 'webhook';
  readonly method?: string;
  readonly pattern: string;
  readonly sends?: string;
  readonly times?: number;
  readonly skip?: number;
}

/** A rule that was asked for. */
export interface Fault {
  /** `fault-1`, `fault-2`, ... in the order in which they were asked for. */
  readonly id: string;
  readonly rule: FaultRule;
  /** How many requests the rule has matched, those that it skipped among them. */
  readonly seen: number;
}

/** The faults in force; none unless somebody asked for them. */
export class Faults {
  private rules: { id: string; rule: FaultRule; seen: number }[] = [];
  /** How many were asked for. */
  counter = 0;

  add(rule: FaultRule): Fault {
    new RegExp(rule.pattern);
    new RegExp(rule.sends ?? '');
    const fault = { id: `fault-${++this.counter}`, rule, seen: 0 };
    this.rules.push(fault);
    return fault;
  }

  clear(): void {
    this.rules = [];
  }

  load(faults: readonly Fault[], counter: number): void {
    this.rules = faults.map((fault) => ({ ...fault }));
    this.counter = counter;
  }

  list(): readonly Fault[] {
    return this.rules;
  }

  /** False when there is no such rule. */
  remove(id: string): boolean {
    const before = this.rules.length;
    this.rules = this.rules.filter((fault) => fault.id !== id);
    return this.rules.length < before;
  }

  /** The fault for this request, if any; counts the request. The first rule that matches decides. */
  take(target: FaultRule['target'], method: string, address: string, sent = ''): FaultEffect | undefined {
    for (const entry of this.rules) {
      const { rule } = entry;
      if (rule.target !== target) continue;
      if (rule.method && rule.method.toUpperCase() !== method.toUpperCase()) continue;
      if (!new RegExp(rule.pattern).test(address)) continue;
      if (rule.sends !== undefined && !new RegExp(rule.sends).test(sent)) continue;
      entry.seen += 1;
      const skip = rule.skip ?? 0;
      if (entry.seen <= skip) continue;
      if (entry.seen > skip + (rule.times ?? Number.POSITIVE_INFINITY)) continue;
      return rule;
    }
    return undefined;
  }
}
