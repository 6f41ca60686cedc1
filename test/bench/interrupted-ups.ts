import { isDeepStrictEqual } from 'node:util';
import type { FaultEffect } from '../../emulator/core/faults';
import type { DumpedObject } from '../support/account-dump';
import { EngineStage } from '../support/engine-stage';
import { failFirstTries } from '../support/first-tries';

/** Ways in which an API call goes wrong. */
export const ACCIDENTS: Readonly<Record<string, FaultEffect>> = {
  'no-effect': { status: 500, when: 'before' },
  'effect-and-5xx': { status: 502, when: 'after' },
  'effect-and-no-answer': { drop: true, when: 'after' },
  throttled: { status: 429, when: 'before' },
};

export interface Walk {
  /** Calls that went wrong, each once. */
  readonly calls: readonly string[];
  /** How many of the ups ended there; the others waited the accident out or found what they had made. */
  readonly stopped: number;
  /** What does not hold. */
  readonly problems: readonly string[];
}

const MOST_UPS = 400;

/**
 * Lets every API call of an `up` go wrong, one after another, on an empty account and then where most objects are to be
 * changed: the engine makes one object at a time and stops at the
 * first that fails, so each up is at once the next one after an accident and the one that meets the next accident.
 */
export async function walkThroughUps(effect: FaultEffect, report: (line: string) => void): Promise<Walk> {
  const stage = await EngineStage.open();
  try {
    const made = await walk(stage, effect, (line) => report(`making: ${line}`));
    await stage.change();
    const changed = await walk(stage, effect, (line) => report(`changing: ${line}`));
    return {
      calls: [...made.calls, ...changed.calls],
      stopped: made.stopped + changed.stopped,
      problems: [...made.problems, ...changed.problems],
    };
  } finally {
    await stage.close();
  }
}

async function walk(stage: EngineStage, effect: FaultEffect, report: (line: string) => void): Promise<Walk> {
  const { hits, undisturbed } = failFirstTries(stage.platform.ctx.faults, () => effect, { everyRead: true });
  const up = () => stage.engine.run('up', '--yes', '--skip-preview', '--parallel', '1');
  const problems: string[] = [];
  let stopped = 0;
  for (; (await up()).code !== 0; stopped += 1) {
    if (stopped === MOST_UPS) throw new Error(`not done after ${MOST_UPS} ups`);
    const doubles = await undisturbed(() => twice(stage));
    problems.push(...doubles.map((name) => `up ${stopped + 1} left ${name} twice`));
    const write = hits.findLast((call) => !call.startsWith('GET'));
    report(`up ${stopped + 1} ended at call ${hits.length}: ${write}`);
  }
  report(`up ${stopped + 1} came to its end`);
  problems.push(...(await undisturbed(() => amiss(stage))));
  return { calls: hits, stopped, problems };
}

/** What the account holds that it should not, or does not hold that it should. */
async function amiss(stage: EngineStage): Promise<string[]> {
  const { code, output } = await stage.engine.run('preview', '--refresh', '--expect-no-changes');
  const [held, wanted] = [await stage.dump(), await stage.undisturbed()];
  return [
    ...(code === 0 ? [] : [`the next up would change something:\n${output}`]),
    ...missing(held, wanted).map((text) => `is held and should not be: ${text}`),
    ...missing(wanted, held).map((text) => `is not held and should be: ${text}`),
  ];
}

async function twice(stage: EngineStage): Promise<string[]> {
  const names = (await stage.dump()).map(({ name }) => name);
  return names.filter((name, index) => names.indexOf(name) !== index);
}

/** The first ones that are not among the others. */
function missing(some: readonly DumpedObject[], others: readonly DumpedObject[]): string[] {
  return some
    .filter((one) => !others.some((other) => isDeepStrictEqual(one, other)))
    .map((one) => JSON.stringify(one));
}
