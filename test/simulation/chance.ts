/** Where a history can go one way or another, it asks here. The first option is the orderly one. */
export interface Chance {
  /** One of the options; `weight` is in percent of the whole, the orderly one gets what is left. */
  pick<T>(what: string, orderly: T, ...others: readonly (readonly [weight: number, option: T])[]): T;
}

/**
 * Goes by a list of numbers from 0 to 999. 0 is the orderly way, and so is everything after the last number: a failing
 * history shrinks towards the choices that matter.
 */
export class RandomChance implements Chance {
  private next = 0;

  constructor(private readonly choices: readonly number[]) {}

  pick<T>(_what: string, orderly: T, ...others: readonly (readonly [weight: number, option: T])[]): T {
    const choice = this.choices[this.next] ?? 0;
    this.next += 1;
    let upTo = 1000;
    for (const [weight, option] of others) {
      upTo -= weight * 10;
      if (choice >= upTo) return option;
    }
    return orderly;
  }
}

export type Line = readonly [what: RegExp, ...options: unknown[]];

/** Orderly but for what the script says: each line's options are used up one after another, the last for ever if it is `...`. */
export class ScriptedChance implements Chance {
  private readonly lines: { what: RegExp; options: unknown[] }[];

  constructor(script: readonly Line[]) {
    this.lines = script.map(([what, ...options]) => ({ what, options: [...options] }));
  }

  pick<T>(what: string, orderly: T): T {
    for (const { what: pattern, options } of this.lines) {
      if (options.length === 0 || !pattern.test(what)) continue;
      if (options[1] === '...') return options[0] as T;
      return options.shift() as T;
    }
    return orderly;
  }
}
