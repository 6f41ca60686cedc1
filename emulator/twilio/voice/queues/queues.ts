import type { EmulatorContext } from '../../../core/context';
import { CallQueue, type Member } from './queue';
import type { QueuesState } from './snapshot';

/** Source: https://www.twilio.com/docs/voice/twiml/enqueue and https://www.twilio.com/docs/voice/api/queue-resource. */
export const DEFAULT_MAX_SIZE = 1000;

/** Every queue of callers of the account, the oldest first. A name leads to one queue only. */
export class Queues {
  private readonly bySid = new Map<string, CallQueue>();

  constructor(private readonly ctx: EmulatorContext) {}

  create(friendlyName: string, maxSize = DEFAULT_MAX_SIZE): CallQueue {
    const queue = new CallQueue(this.ctx.ids.sid('QU'), friendlyName, maxSize, this.ctx.clock);
    this.bySid.set(queue.sid, queue);
    return queue;
  }

  find(sid: string): CallQueue | undefined {
    return this.bySid.get(sid);
  }

  named(friendlyName: string): CallQueue | undefined {
    return this.all().find((queue) => queue.friendlyName === friendlyName);
  }

  remove(queue: CallQueue): void {
    this.bySid.delete(queue.sid);
  }

  save(): QueuesState {
    return this.all().map(({ sid, friendlyName, maxSize, createdAtMs, updatedAtMs }) => ({
      sid,
      friendlyName,
      maxSize,
      createdAtMs,
      updatedAtMs,
    }));
  }

  load(saved: QueuesState): void {
    this.bySid.clear();
    for (const { sid, friendlyName, maxSize, createdAtMs, updatedAtMs } of saved) {
      const queue = new CallQueue(sid, friendlyName, maxSize, this.ctx.clock, createdAtMs);
      queue.updatedAtMs = updatedAtMs;
      this.bySid.set(sid, queue);
    }
  }

  all(): CallQueue[] {
    return [...this.bySid.values()];
  }

  /** Who waits somewhere, with the queue he waits in. */
  whoWaits(isMeant: (member: Member) => boolean): { queue: CallQueue; member: Member } | undefined {
    for (const queue of this.bySid.values()) {
      const member = queue.members.find(isMeant);
      if (member) return { queue, member };
    }
    return undefined;
  }
}
