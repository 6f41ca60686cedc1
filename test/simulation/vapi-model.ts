import type { AiEvent, AiHappening } from '../../functions/domain/ai-event';
import type { Answer } from '../../functions/ports/answer';
import type { CreatedLeg, LegView, NewLeg } from '../../functions/ports/ai';
import type { Turn } from '../../functions/domain/context';
import type { Timeline } from './timeline';

export interface ModelAiLeg {
  readonly id: string;
  readonly callSid: string;
  readonly isBack: boolean;
  readonly startedAtMs: number;
  /** What the caller said to it. */
  readonly said: Turn[];
  isMuted: boolean;
  endedReason: string | undefined;
}

export interface VapiHooks {
  /** Vapi posts a webhook. */
  event(event: AiEvent): void;
  /** Vapi takes the caller on to this number itself. */
  transfer(leg: ModelAiLeg, to: string): void;
}

const done: Answer<void> = { kind: 'ok', value: undefined };
const gone: Answer<never> = { kind: 'refused', status: 404, code: undefined };

/** AI legs and what they tell the world. */
export class VapiModel {
  readonly legs = new Map<string, ModelAiLeg>();
  private count = 0;

  constructor(
    private readonly time: Timeline,
    private readonly hooks: VapiHooks,
    private readonly isOurs: () => boolean,
  ) {}

  create({ callSid, back }: Pick<NewLeg, 'callSid' | 'back'>): Answer<CreatedLeg> {
    this.count += 1;
    const id = `ai-leg-${this.count}`.padEnd(36, '-');
    const { nowMs: startedAtMs } = this.time;
    this.legs.set(id, {
      ...{ id, callSid, startedAtMs, isBack: back !== undefined, isMuted: false, endedReason: undefined },
      said: [{ by: 'caller', text: `I said so to ${id}.` }],
    });
    return {
      kind: 'ok',
      value: { leg: id, createdAtMs: startedAtMs, controlUrl: `https://x.vapi.ai/${id}/control`, twiml: id },
    };
  }

  view(id: string): Answer<LegView> {
    const leg = this.legs.get(id);
    if (!leg) return gone;
    const { endedReason } = leg;
    return {
      kind: 'ok',
      value: {
        isOver: endedReason !== undefined,
        endedReason,
        controlUrl: `https://x.vapi.ai/${id}/control`,
      },
    };
  }

  /** Anything sent to the control URL. */
  control(url: string, act: (leg: ModelAiLeg) => void = () => undefined): Answer<void> {
    const leg = this.legs.get(url.split('/')[3] ?? '');
    if (!leg || leg.endedReason !== undefined) return gone;
    act(leg);
    return done;
  }

  transfer(url: string, to: string): Answer<void> {
    return this.control(url, (leg) => {
      this.tell(leg, { kind: 'forwarding' });
      this.hooks.transfer(leg, to);
      this.end(leg, 'assistant-forwarded-call');
    });
  }

  end(leg: ModelAiLeg, endedReason: string): void {
    if (leg.endedReason !== undefined) return;
    leg.endedReason = endedReason;
    this.time.note(`${leg.id} ended: ${endedReason}`);
    this.tell(leg, { kind: 'ended', endedReason });
    this.time.after(1_500, () => {
      this.tell(leg, { kind: 'report', endedReason, summary: `summary of ${leg.id}` });
    });
  }

  hears(leg: ModelAiLeg, text: string): void {
    leg.said.push({ by: 'caller', text });
  }

  /** Vapi posts a webhook with all that was said to this leg so far. */
  tell(leg: ModelAiLeg, what: AiHappening): void {
    this.hooks.event({
      call: {
        leg: leg.id,
        startedAtMs: leg.startedAtMs,
        callSid: leg.callSid,
        isOurs: this.isOurs(),
        controlUrl: undefined,
        caller: '+15550001111',
        language: 'en',
        turns: [...leg.said],
      },
      atMs: this.time.nowMs,
      what,
    });
  }
}
