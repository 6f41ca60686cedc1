import type { EmulatorContext } from '../../../core/context';
import type { Switchboard } from '../audio/switchboard';
import type { CallDetails } from './call';
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

  find(sid: string): Call | undefined {
    return this.bySid.get(sid);
  }

  all(): Call[] {
    return [...this.bySid.values()];
  }
}
