import { randomBytes } from 'node:crypto';
import { HOST_SYMBOL, type Host } from '../ports/host';

const machine: Host = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
  hex: (bytes) => randomBytes(bytes).toString('hex'),
};

/** The host that tests and the demo put in place, or the machine itself. */
export function currentHost(): Host {
  return (globalThis as { [HOST_SYMBOL]?: Host })[HOST_SYMBOL] ?? machine;
}
