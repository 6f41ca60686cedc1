import type { FaultEffect, Faults } from '../../emulator/core/faults';

/** A request that is made for the first time. */
export interface FirstTry {
  readonly method: string;
  /** How many others with the same method, and the same path but for SIDs and names, came before it. */
  readonly alike: number;
}

/** Which requests failed so far, in order: method, address with a star for each SID, and name. */
export interface FirstTries {
  readonly hits: readonly string[];
  /** Nothing fails meanwhile. */
  undisturbed<T>(work: () => Promise<T>): Promise<T>;
}

const SID = /[A-Z]{2}[0-9a-f]{32}/g;
const NAME = /\b(?:FriendlyName|UniqueName|Key|name)"?[=:]"?([^&"]*)/;

/**
 * Lets every single request fail as `effectOf` says the first time it is made; what comes second with the same method,
 * address and name in its body is the next try, and passes. With `everyRead` a read that has passed fails again when it
 * is made anew, which only requests that come one after another can stand.
 */
export function failFirstTries(
  faults: Faults,
  effectOf: (first: FirstTry) => FaultEffect | undefined,
  { everyRead = false } = {},
): FirstTries {
  const tried = new Set<string>();
  const alike = new Map<string, number>();
  const hits: string[] = [];
  let isUndisturbed = false;
  faults.take = (target, method, address, sent = '') => {
    if (target !== 'api' || isUndisturbed) return undefined;
    const request = `${method} ${address} ${NAME.exec(sent)?.[1] ?? ''}`.trimEnd();
    if (tried.has(request)) {
      if (everyRead && method === 'GET') tried.delete(request);
      return undefined;
    }
    tried.add(request);
    const shape = `${method} ${address.replace(SID, '*')}`;
    const count = alike.get(shape) ?? 0;
    alike.set(shape, count + 1);
    const effect = effectOf({ method, alike: count });
    if (effect) hits.push(request.replace(SID, '*'));
    return effect;
  };
  return {
    hits,
    async undisturbed(work) {
      isUndisturbed = true;
      try {
        return await work();
      } finally {
        isUndisturbed = false;
      }
    },
  };
}
