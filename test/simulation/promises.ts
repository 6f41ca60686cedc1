import type { Disposition } from '../../functions/domain/handoff/outcome';
import type { Handoff } from '../../functions/domain/handoff/record';
import { RECORD_LIMIT_BYTES } from '../../functions/domain/handoff/codec';
import { Reports } from './reports';
import { isLive } from './voice-model';
import type { World } from './world';

/** What must not last lasts no longer: the lease runs out, and the sweeper comes by. */
const LONGEST_MS = 100_000;
/** Each Function that is killed meanwhile may cost a round of the sweeper. */
const ROUND_MS = 30_000;
/** What nobody on a line notices may take one more round of the sweeper after a bridge's own check. */
const UNNOTICED_MS = 240_000;
/** The platform's own limit for a URL that does not answer, asked twice, and our first word after that. */
const SILENCE_MS = 25_000;
const SKEW_MS = 2_000;
const ITEM_LIMIT_BYTES = 16 * 1024;

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
  /** What must not last, and since when it does. */
  private readonly since = new Map<string, { readonly atMs: number; readonly killed: number }>();
  private readonly reports: Reports;

  constructor(private readonly world: World) {
    world.onHandoff.push((before, after) => this.written(before, after));
    this.reports = new Reports(world);
  }

  private broken(promise: string): never {
    throw new Error(promise);
  }

  private written(before: Handoff | undefined, after: Handoff): void {
    const { violations, time } = this.world;
    const must = (holds: boolean, promise: string): void => {
      if (!holds) violations.push(promise);
    };
    const size = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
    const todo = after.todo.filter((effect) => effect.do !== 'store-context');
    const bytes = size({ ...after, todo });
    must(bytes <= RECORD_LIMIT_BYTES, `the record has ${bytes} bytes`);
    must(size(after) <= ITEM_LIMIT_BYTES, 'the record with the context is too long for an item');
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
    this.lasting();
    this.reports.check();
    const tasks = taskRouter.live();
    if (tasks.length > 1) this.broken(`promise 1: ${tasks.length} live tasks`);
    const talking = [...voice.conferences.values()].filter((legs) =>
      legs.some(({ kind }) => kind === 'caller'),
    );
    const agents = talking.flatMap((legs) => legs.filter(({ kind }) => kind === 'agent'));
    if (agents.length > 1) this.broken('promise 1: two humans are bridged');
    for (const legs of voice.conferences.values()) {
      if (legs.length > 2) this.broken('promise 1: a third one in the conference');
    }
    const isDialled = [...voice.legs.values()].some((leg) => leg.kind === 'vapi-dialled' && isLive(leg));
    const hasAi = world.caller.streamLeg !== undefined;
    if (hasAi && (agents.length > 0 || isDialled)) this.broken('promise 2: AI and human at once');
    if (isDialled && !isLive(world.caller))
      this.broken('promise 2: a human is bridged to a call that has ended');
    if (world.caller.isDropped) this.broken('promise 3: the caller ran out of words and was dropped');
  }

  /** What may be for a moment and must not last. */
  private lasting(): void {
    const { voice, caller, vapi, taskRouter } = this.world;
    const record = this.world.record();
    const live = [...voice.legs.values()].filter(isLive);
    const ai = vapi.legs.get(caller.streamLeg ?? '');
    const isAsking = isLive(caller) && caller.doing.startsWith('fetch ');
    this.mustEnd('promise 3: the caller is left in silence', isAsking, SILENCE_MS);
    const isMuted = isLive(caller) && ai?.isMuted === true;
    this.mustEnd('promise 3: the caller is left with an AI that may not speak', isMuted, LONGEST_MS);
    for (const leg of voice.legs.values()) {
      const [who, ...others] = voice.conferences.get(leg.conference?.name ?? '') ?? [];
      const isAlone = who === leg && others.length === 0;
      this.mustEnd(`promise 3: ${leg.kind} ${leg.sid} left alone in a conference`, isAlone, LONGEST_MS);
      const isNeeded =
        record !== undefined && 'agentCall' in record.state && record.state.agentCall === leg.sid;
      const isLeft = leg.kind === 'agent' && live.includes(leg) && !isNeeded;
      this.mustEnd(`promise 3: agent ${leg.sid} left on a line that nobody needs`, isLeft, LONGEST_MS);
    }
    const isOver = !isLive(caller) || record?.state.name === 'closed';
    for (const { sid } of taskRouter.tasks.values()) {
      const lives = taskRouter.live().some((task) => task.sid === sid);
      this.mustEnd(`promise 1: task ${sid} lives on after its handoff`, lives && isOver, UNNOTICED_MS);
    }
    const isLate = record !== undefined && record.state.name !== 'closed' && !isLive(caller);
    this.mustEnd('promise 5: the handoff lives on after its call', isLate, UNNOTICED_MS);
  }

  private mustEnd(promise: string, isSo: boolean, limitMs: number): void {
    const { nowMs } = this.world.time;
    const { killed } = this.world.functions;
    if (!isSo) return void this.since.delete(promise);
    const since = this.since.get(promise) ?? { atMs: nowMs, killed };
    this.since.set(promise, since);
    if (nowMs - since.atMs > limitMs + (killed - since.killed) * ROUND_MS) this.broken(promise);
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
    const { voice, taskRouter, outcomes } = world;
    const record = world.record();
    for (const leg of voice.legs.values()) {
      if (isLive(leg)) this.broken(`promise 3: ${leg.kind} is still on a line: ${leg.doing}`);
    }
    if (taskRouter.live().length > 0) this.broken('promise 1: a task lives on');
    this.reports.end();
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
