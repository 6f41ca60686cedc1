/**
 * Where a history can go one way or another, it asks here. The first option is the orderly one, and what is asked after
 * the choices have run out is answered with it: so a failing history shrinks towards the choices that matter.
 */
export class Chance {
  private next = 0;
  private isCalm = false;

  constructor(private readonly choices: readonly number[]) {}

  /** From now on all is orderly. */
  calm(): void {
    this.isCalm = true;
  }

  /** One of the options; `weight` is in percent of the whole, the first option gets what is left. */
  pick<T>(orderly: T, ...others: readonly (readonly [weight: number, option: T])[]): T {
    const choice = this.isCalm ? 0 : (this.choices[this.next] ?? 0);
    this.next += 1;
    let upTo = 1000;
    for (const [weight, option] of others) {
      upTo -= weight * 10;
      if (choice >= upTo) return option;
    }
    return orderly;
  }
}
