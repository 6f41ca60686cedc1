import type { Disposition } from '../../functions/domain/handoff/outcome';
import type { Handoff } from '../../functions/domain/handoff/record';
import { RECORD_LIMIT_BYTES } from '../../functions/domain/handoff/codec';
import { isLive, type Leg } from './voice-model';
import type { World } from './world';

/** Nobody waits alone in a conference for longer, even if Functions are killed twice in a row: the sweeper comes by. */
const ALONE_MS = 100_000;
const SKEW_MS = 2_000;

const rank: Record<Handoff['state']['name'], number> = {
  requested: 0,
  queued: 1,
  ringing: 1,
  whispering: 1,
  transferring: 2,
  bridged: 3,
  closed: 4,
};

/** The promises, checked after every step and at the end. Throws with the first that is broken. */
export class Promises {
  private readonly dispositions = new Map<number, Disposition>();
  private readonly aloneSince = new Map<Leg, number>();

  constructor(private readonly world: World) {
    world.onHandoff.push((before, after) => this.written(before, after));
  }

  private broken(promise: string): never {
    throw new Error(promise);
  }

  private written(before: Handoff | undefined, after: Handoff): void {
    const { violations, time } = this.world;
    const must = (holds: boolean, promise: string): void => {
      if (!holds) violations.push(promise);
    };
    const size = Buffer.byteLength(JSON.stringify(after));
    must(size <= RECORD_LIMIT_BYTES, `the record has ${size} bytes`);
    if (after.lease) {
      const longestMs = time.nowMs + this.world.settings.policy.leaseMs + SKEW_MS;
      must(after.lease.untilMs <= longestMs, 'promise 6: a lease outlives its holder');
    }
    if (after.state.name === 'closed') {
      const { disposition } = after.state;
      const first = this.dispositions.get(after.n) ?? disposition;
      this.dispositions.set(after.n, first);
      must(first === disposition, `promise 5: handoff ${after.n} ended ${first} and then ${disposition}`);
    }
    if (!before) return;
    must(after.fence >= before.fence, 'promise 5: the fence went down');
    if (after.n !== before.n) {
      must(
        after.n === before.n + 1 && before.state.name === 'closed',
        'promise 5: a handoff began before the last had ended',
      );
    } else {
      const isForward = rank[after.state.name] >= rank[before.state.name];
      must(isForward, `promise 5: ${before.state.name} became ${after.state.name}`);
    }
  }

  check(): void {
    const { world } = this;
    const { voice, taskRouter, functions, violations } = world;
    if (functions.errors.length > 0) throw functions.errors[0];
    if (violations[0] !== undefined) this.broken(violations[0]);
    const tasks = taskRouter.live();
    if (tasks.length > 1) this.broken(`promise 1: ${tasks.length} live tasks`);
    const talking = [...voice.conferences.values()].filter((legs) =>
      legs.some(({ kind }) => kind === 'caller'),
    );
    const agents = talking.flatMap((legs) => legs.filter(({ kind }) => kind === 'agent'));
    if (agents.length > 1) this.broken('promise 1: two humans are bridged');
    for (const legs of voice.conferences.values()) {
      if (legs.length > 2) this.broken('promise 1: a third one in the conference');
      this.waitsAlone(legs);
    }
    const isDialled = [...voice.legs.values()].some((leg) => leg.kind === 'vapi-dialled' && isLive(leg));
    const hasAi = world.caller.streamLeg !== undefined;
    if (hasAi && (agents.length > 0 || isDialled)) this.broken('promise 2: AI and human at once');
    if (isDialled && !isLive(world.caller))
      this.broken('promise 2: a human is bridged to a call that has ended');
    if (world.caller.isDropped) this.broken('promise 3: the caller ran out of words and was dropped');
  }

  private waitsAlone(legs: readonly Leg[]): void {
    const [leg, ...others] = legs;
    if (!leg) return;
    if (others.length > 0) {
      for (const one of legs) this.aloneSince.delete(one);
      return;
    }
    const since = this.aloneSince.get(leg) ?? this.world.time.nowMs;
    this.aloneSince.set(leg, since);
    if (this.world.time.nowMs - since > ALONE_MS) {
      this.broken(`promise 3: ${leg.kind} left alone in a conference`);
    }
  }

  /** After the storm: time has passed, and the sweeper came by. */
  settled(): void {
    const { world } = this;
    const record = world.record();
    const isBridged = record?.state.name === 'bridged';
    if (record && record.state.name !== 'closed' && !isBridged) {
      this.broken(`promise 3: still ${record.state.name} long after everything`);
    }
    const { caller, vapi } = world;
    if (!isLive(caller)) return;
    const ai = vapi.legs.get(caller.streamLeg ?? '');
    if (!ai && !isBridged) this.broken(`promise 3: the caller has nobody: ${caller.doing}`);
    if (ai?.isMuted) this.broken('promise 3: the caller is left with an AI that may not speak');
  }

  /** Everybody has gone home. */
  end(): void {
    const { world } = this;
    const { voice, taskRouter, outcomes, aiLegs, reports } = world;
    const record = world.record();
    for (const leg of voice.legs.values()) {
      if (isLive(leg)) this.broken(`promise 3: ${leg.kind} is still on a line: ${leg.doing}`);
    }
    if (taskRouter.live().length > 0) this.broken('promise 1: a task lives on');
    for (const [leg, endedReason] of reports) {
      const stored = aiLegs.peek(leg)?.report;
      if (stored?.endedReason !== endedReason) this.broken(`promise 7: the report of ${leg} was dropped`);
      if (!stored.isInterpreted) this.broken(`promise 7: the report of ${leg} was never interpreted`);
    }
    if (!record) return;
    if (record.state.name !== 'closed') this.broken(`promise 5: still ${record.state.name} at the end`);
    if (record.todo.length > 0) this.broken(`left undone: ${record.todo.map((effect) => effect.do).join()}`);
    if (record.lease) this.broken('promise 6: a lease is left over');
    for (let n = 1; n <= record.n; n += 1) {
      const said = new Set(
        outcomes.filter(({ handoff }) => handoff === n).map(({ disposition }) => disposition),
      );
      if (said.size !== 1)
        this.broken(`promise 5: handoff ${n} has dispositions ${[...said].join() || 'none'}`);
      if (!said.has(this.dispositions.get(n) as Disposition))
        this.broken(`promise 5: handoff ${n} is reported wrongly`);
    }
  }
}
