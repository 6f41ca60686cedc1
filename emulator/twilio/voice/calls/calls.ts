import type { EmulatorContext } from '../../../core/context';
import type { Switchboard } from '../audio/switchboard';
import type { CallDetails } from './call';
import type { CallState } from '../snapshot';
import { Call } from './call';

/** Every call of the account, the oldest first. */
export class Calls {
  private readonly bySid = new Map<string, Call>();

  constructor(
    private readonly ctx: EmulatorContext,
    private readonly switchboard: Switchboard,
  ) {}

  open(details: CallDetails): Call {
    const call = new Call(this.ctx, this.switchboard, details);
    this.bySid.set(call.sid, call);
    return call;
  }

  /** Those that have ended. */
  save(): CallState[] {
    return this.all().flatMap((call) => {
      const { sid, createdAtMs, updatedAtMs, from, to, direction, parentCallSid, phoneNumberSid } = call;
      const { status, answeredAtMs, endedAtMs, answeredBy } = call;
      if (status === 'queued' || status === 'ringing' || status === 'in-progress') return [];
      return {
        ...{ sid, createdAtMs, updatedAtMs, from, to, direction, parentCallSid, phoneNumberSid },
        ...{ status, answeredAtMs, endedAtMs, answeredBy },
      };
    });
  }

  load(saved: readonly CallState[]): void {
    this.bySid.clear();
    for (const state of saved) {
      const call = new Call(this.ctx, this.switchboard, state, state);
      const { updatedAtMs, status, answeredAtMs, endedAtMs, answeredBy } = state;
      Object.assign(call, { updatedAtMs, status, answeredAtMs, endedAtMs, answeredBy });
      this.bySid.set(call.sid, call);
    }
  }

  find(sid: string): Call | undefined {
    return this.bySid.get(sid);
  }

  remove({ sid }: Call): void {
    this.bySid.delete(sid);
  }

  all(): Call[] {
    return [...this.bySid.values()];
  }
}
