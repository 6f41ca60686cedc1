import type { Cancel } from '../../core/clock';
import type { Hook } from '../rest/assistant-schema';
import type { Leg } from './leg';

const DEFAULT_SILENCE_SECONDS = 30;
const DEFAULT_MAX_TRIGGERS = 3;

/**
 * What happens when nobody speaks: `customer.speech.timeout` hooks, and the end of the call at
 * `silenceTimeoutSeconds` (counted from the last word of either side, an assumption).
 * Source: https://docs.vapi.ai/assistants/assistant-hooks, OpenAPI `CustomerSpeechTimeoutOptions`.
 */
export class Silence {
  private timers: Cancel[] = [];
  private triggered = new Map<Hook, number>();

  constructor(private readonly leg: Leg) {}

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
    return this.leg.hooks.of('customer.speech.timeout');
  }

  private trigger(hook: Hook): void {
    const count = this.triggered.get(hook) ?? 0;
    if (count >= (hook.options?.triggerMaxCount ?? DEFAULT_MAX_TRIGGERS)) return;
    this.triggered.set(hook, count + 1);
    this.leg.hooks.run(hook, count);
  }
}
