import fc from 'fast-check';

/** A contact center and what happens in it. Workers, queues and tasks are named by their positions, times are seconds. */
export interface Plan {
  readonly queues: readonly QueuePlan[];
  readonly filters: readonly FilterPlan[];
  readonly defaultQueue: number | undefined;
  readonly workers: readonly WorkerPlan[];
  readonly reservationTimeout: number;
  readonly steps: readonly Step[];
}

export interface QueuePlan {
  /** Lets in workers with this skill, without it everybody. */
  readonly skill: Skill | undefined;
  readonly maxReserved: number;
  readonly order: 'FIFO' | 'LIFO';
}

export interface FilterPlan {
  /** Takes tasks of this kind, without it every task. */
  readonly kind: Kind | undefined;
  readonly targets: readonly TargetPlan[];
}

export interface TargetPlan {
  readonly queue: number;
  /** Workers of this level and above. */
  readonly level: number | undefined;
  readonly priority: number | undefined;
  readonly timeout: number | undefined;
  readonly skip: 'always' | 'when nobody is available' | undefined;
}

export interface WorkerPlan {
  readonly skills: readonly Skill[];
  readonly level: number;
  readonly capacity: number;
}

/** `which` counts, modulo how many there are, through what the step can be done to. */
export type Step =
  | { readonly does: 'create'; readonly kind: Kind; readonly priority: number; readonly ttl: number }
  | Act<'accept' | 'reject' | 'wrap' | 'complete' | 'cancel'>
  | { readonly does: 'change'; readonly which: number; readonly kind: Kind }
  | { readonly does: 'move'; readonly which: number; readonly available: boolean }
  | { readonly does: 'resize'; readonly which: number; readonly capacity: number }
  | { readonly does: 'pass'; readonly seconds: number };

type Act<Does> = Does extends string ? { readonly does: Does; readonly which: number } : never;

export type Kind = 'a' | 'b' | 'c';
export type Skill = 'x' | 'y';

const QUEUES = 3;
const MOST_STEPS = 60;
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });
const kind = fc.constantFrom<Kind[]>('a', 'b', 'c');
const skill = fc.constantFrom<Skill[]>('x', 'y');
const queue = fc.nat(QUEUES - 1);
const which = fc.nat(20);

const target: fc.Arbitrary<TargetPlan> = fc.record({
  queue,
  level: maybe(fc.integer({ min: 1, max: 3 })),
  priority: maybe(fc.nat(3)),
  timeout: maybe(fc.integer({ min: 1, max: 60 })),
  skip: maybe(fc.constantFrom('always' as const, 'when nobody is available' as const)),
});

const create = fc.record({
  does: fc.constant('create' as const),
  kind,
  priority: fc.nat(3),
  ttl: fc.integer({ min: 5, max: 400 }),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: create },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constantFrom('accept' as const, 'accept' as const, 'reject' as const),
      which,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constantFrom('wrap' as const, 'complete' as const, 'cancel' as const),
      which,
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('change' as const), which, kind }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('move' as const), which, available: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('resize' as const), which, capacity: fc.nat(3) }) },
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant('pass' as const), seconds: fc.integer({ min: 1, max: 120 }) }),
  },
);

export const plans: fc.Arbitrary<Plan> = fc.record({
  queues: fc.array(
    fc.record({
      skill: maybe(skill),
      maxReserved: fc.integer({ min: 1, max: 3 }),
      order: fc.constantFrom('FIFO' as const, 'FIFO' as const, 'LIFO' as const),
    }),
    { minLength: QUEUES, maxLength: QUEUES },
  ),
  filters: fc.array(
    fc.record({ kind: maybe(kind), targets: fc.array(target, { minLength: 1, maxLength: 3 }) }),
    { minLength: 1, maxLength: 3 },
  ),
  defaultQueue: maybe(queue),
  workers: fc.array(
    fc.record({
      skills: fc.uniqueArray(skill),
      level: fc.integer({ min: 1, max: 3 }),
      capacity: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  reservationTimeout: fc.integer({ min: 5, max: 90 }),
  steps: fc.array(step, { minLength: 5, maxLength: MOST_STEPS, size: 'max' }),
});
