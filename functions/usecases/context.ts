import {
  mergeContext,
  mergeUpdates,
  newContext,
  type CallContext,
  type ContextUpdate,
} from '../domain/context';
import { debounce } from '../domain/debounce';
import type { Handoff } from '../domain/handoff/record';
import { knownContext } from '../domain/known-context';
import type { ReadAnswer } from '../ports/answer';
import { backOff, insistently, patiently, type Invocation } from './invocation';

const MOST_ROUNDS = 5;

/** Puts new knowledge of a call into its context document. `isFirst` spares the read. The context, where it is stored now. */
export async function storeContext(
  invocation: Invocation,
  callSid: string,
  update: ContextUpdate,
  isFirst = false,
): Promise<CallContext | undefined> {
  const { contexts, settings, log } = invocation.ports;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const known =
      isFirst && round === 0
        ? ({ kind: 'gone' } as const)
        : await insistently(invocation, () => contexts.read(callSid));
    if (known.kind !== 'ok' && known.kind !== 'gone') break;
    const before = known.kind === 'ok' ? known.value : undefined;
    const after = before
      ? mergeContext(before.value, update)
      : newContext(callSid, update, settings.vocabulary.defaultLanguage);
    if (after === before?.value) return after;
    const written = await patiently(invocation, () =>
      before ? contexts.replace(callSid, after, before.revision) : contexts.create(callSid, after),
    );
    if (written.kind === 'ok') return after;
    if (written.kind === 'refused' || written.kind === 'throttled') break;
    if (!(await backOff(invocation, round))) break;
  }
  log.warn('context not stored', { callSid });
  return undefined;
}

export function readContext(invocation: Invocation, callSid: string): Promise<ReadAnswer<CallContext>> {
  return insistently(invocation, () => invocation.ports.contexts.read(callSid));
}

/** What is known of the call, in its document or still in the record that was read; undefined for nothing. */
export async function contextBeside(
  invocation: Invocation,
  callSid: string,
  handoff: Handoff | undefined,
): Promise<CallContext | undefined> {
  const stored = await readContext(invocation, callSid);
  return knownContext(callSid, stored.kind === 'ok' ? stored.value.value : undefined, handoff);
}

interface Pending {
  update: ContextUpdate;
  /** Tells the invocation that waits with an older update that it need not. */
  supersede(): void;
}

/**
 * Turns bursts of updates into one write per call and 500 ms. The first goes out at once; of those that follow only the
 * newest waits for its turn, inside its own invocation, so that the last of a burst is written before its Function ends.
 * One per container: what several containers write is put in order by the document itself.
 */
export class ContextWriter {
  private readonly lastMs = new Map<string, number>();
  private readonly pending = new Map<string, Pending>();

  async write(invocation: Invocation, callSid: string, update: ContextUpdate): Promise<void> {
    const { clock, settings } = invocation.ports;
    const nowMs = clock.nowMs();
    this.forget(nowMs);
    const { waitMs } = debounce(this.lastMs.get(callSid), nowMs, settings.policy.contextMs);
    const waiting = this.pending.get(callSid);
    const newest = waiting ? mergeUpdates(waiting.update, update) : update;
    waiting?.supersede();
    if (waitMs > 0) {
      const isSuperseded = await new Promise<boolean>((resolve) => {
        this.pending.set(callSid, { update: newest, supersede: () => resolve(true) });
        void clock.sleep(waitMs).then(() => resolve(false));
      });
      if (isSuperseded) return;
    }
    this.pending.delete(callSid);
    this.lastMs.set(callSid, clock.nowMs());
    await storeContext(invocation, callSid, newest);
  }

  private forget(nowMs: number): void {
    for (const [callSid, lastMs] of this.lastMs) {
      if (nowMs - lastMs > 60_000) this.lastMs.delete(callSid);
    }
  }
}
