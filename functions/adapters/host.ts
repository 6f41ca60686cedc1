import { randomBytes } from 'node:crypto';
import { HOST_SYMBOL, type Host } from '../ports/host';

/** Randomness is drawn ahead: a draw of its own would be a seventh of what an invocation costs. */
const POOL_BYTES = 4096;
let pool = Buffer.alloc(0);

function drawn(bytes: number): Buffer {
  if (bytes > POOL_BYTES) return randomBytes(bytes);
  if (pool.length < bytes) pool = randomBytes(POOL_BYTES);
  const taken = pool.subarray(0, bytes);
  pool = pool.subarray(bytes);
  return taken;
}

const machine: Host = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
  hex: (bytes) => drawn(bytes).toString('hex'),
};

/** The host that tests and the demo put in place, or the machine itself. */
export function currentHost(): Host {
  return (globalThis as { [HOST_SYMBOL]?: Host })[HOST_SYMBOL] ?? machine;
}
