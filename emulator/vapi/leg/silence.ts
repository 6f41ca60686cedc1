import type { Cancel } from '../../core/clock';
import type { Hook, HookAction } from '../rest/assistant-schema';
import type { Leg } from './leg';
import type { Turns } from './turns';

const DEFAULT_SILENCE_SECONDS = 30;
const DEFAULT_MAX_TRIGGERS = 3;

/** Other hooks (`call.ending`, `assistant.speech.interrupted`, ...) are kept and never run. */
export function isServed({ on }: Hook): boolean {
  return on.startsWith('customer.speech.timeout');
}

/**
 * What happens when nobody speaks: `customer.speech.timeout` hooks, and the end of the call at
 * `silenceTimeoutSeconds` (counted from the last word of either side, an assumption).
 * Source: https://docs.vapi.ai/assistants/assistant-hooks, OpenAPI `CustomerSpeechTimeoutOptions`.
 */
export class Silence {
  private timers: Cancel[] = [];
  private triggered = new Map<Hook, number>();

  constructor(
    private readonly leg: Leg,
    private readonly turns: Turns,
  ) {}

  /** Somebody speaks. */
  broken(by: 'caller' | 'ai'): void {
    for (const stop of this.timers) stop();
    this.timers = [];
    if (by === 'ai') return;
    for (const hook of this.hooks()) {
      if (hook.options?.triggerResetMode === 'onUserSpeech') this.triggered.delete(hook);
    }
  }

  /** Nobody speaks from now on. */
  begins(): void {
    this.broken('ai');
    const { leg } = this;
    const { clock } = leg.env.ctx;
    const { silenceTimeoutSeconds = DEFAULT_SILENCE_SECONDS } = leg.call.assistant.settings;
    this.timers.push(
      clock.after(silenceTimeoutSeconds * 1000, () => leg.end('silence-timed-out', 'hangs-up')),
      ...this.hooks().map((hook) =>
        clock.after((hook.options?.timeoutSeconds ?? 7.5) * 1000, () => this.trigger(hook)),
      ),
    );
  }

  private hooks(): Hook[] {
    const { hooks = [] } = this.leg.call.assistant.settings;
    return hooks.filter(isServed);
  }

  private trigger(hook: Hook): void {
    const count = this.triggered.get(hook) ?? 0;
    if (count >= (hook.options?.triggerMaxCount ?? DEFAULT_MAX_TRIGGERS)) return;
    this.triggered.set(hook, count + 1);
    this.leg.journal('ai.hook', { on: hook.on, count: count + 1 });
    for (const action of hook.do) this.perform(action, count);
  }

  /** Of several exact messages they take turns here, so that a run can be repeated; Vapi picks one at random. */
  private perform(action: HookAction, count: number): void {
    switch (action.type) {
      case 'say': {
        const exact = Array.isArray(action.exact) ? action.exact[count % action.exact.length] : action.exact;
        if (exact) this.leg.speech.say({ text: exact });
        else if (typeof action.prompt === 'string') this.turns.instructed(action.prompt);
        return;
      }
      case 'tool':
        if (action.tool) this.turns.run(action.tool, {}, 'hook-function-call');
        return;
      case 'message.add':
        this.leg.conversation.addSystem(action.message.content ?? '');
        if (action.triggerResponseEnabled ?? true) this.turns.instructed(action.message.content ?? '');
        return;
      default:
        this.leg.journal('ai.hook-not-served', { action: action.type });
    }
  }
}
