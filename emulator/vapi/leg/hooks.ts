import type { Hook, HookAction } from '../rest/assistant-schema';
import type { Leg } from './leg';
import { isTransferable, transfer } from './transfer';

/** `call.timeElapsed`, `customer.speech.interrupted` and `model.response.timeout` are kept and never run. */
export function isServed({ on }: Hook): boolean {
  return /^(customer\.speech\.timeout|assistant\.speech\.interrupted$|call\.ending$)/.test(on);
}

/** What an assistant wants done when something happens. Source: https://docs.vapi.ai/assistants/assistant-hooks. */
export class Hooks {
  private isEnding = false;
  private interruptions = 0;

  constructor(private readonly leg: Leg) {}

  of(on: string): Hook[] {
    const { hooks = [] } = this.leg.call.assistant.settings;
    return hooks.filter((hook) => hook.on.startsWith(on));
  }

  /** The caller has spoken over the AI. */
  interrupted(): void {
    for (const hook of this.of('assistant.speech.interrupted')) this.run(hook, this.interruptions);
    this.interruptions += 1;
  }

  /** Does what the hook says, for the `count`-th time. */
  run(hook: Hook, count: number): void {
    this.leg.journal('ai.hook', { on: hook.on, count: count + 1 });
    for (const action of hook.do) this.perform(action, count);
  }

  /** True where a hook says last words or transfers the call, which then ends for that reason and not for this one. */
  endsOtherwise(reason: string): boolean {
    const hook = this.of('call.ending').find((one) => fits(one, reason));
    if (!hook || this.isEnding) return false;
    this.isEnding = true;
    const { leg } = this;
    leg.journal('ai.hook', { on: hook.on, reason });
    leg.turns.stop();
    for (const action of hook.do)
      if (action.type === 'tool' && action.tool?.type !== 'transferCall') this.perform(action, 0);
    const words = hook.do
      .flatMap((action) => (action.type === 'say' ? (exactOf(action, 0) ?? []) : []))
      .join(' ');
    const destination = destinationOf(hook);
    if (destination && isTransferable(leg)) {
      transfer(leg, { ...destination, message: words }, undefined, 'call.ending.hook-executed-transfer');
      return true;
    }
    if (words === '') return false;
    const after = (): void => leg.end('call.ending.hook-executed-say', 'hangs-up');
    leg.speech.replace({ text: leg.rendered(words), isInterruptible: false, after });
    return true;
  }

  private perform(action: HookAction, count: number): void {
    const { leg } = this;
    switch (action.type) {
      case 'say': {
        const exact = exactOf(action, count);
        if (exact) leg.speech.say({ text: leg.rendered(exact) });
        else if (typeof action.prompt === 'string') leg.turns.instructed(action.prompt);
        return;
      }
      case 'tool':
        if (action.tool) leg.turns.run(action.tool, {}, 'hook-function-call');
        return;
      case 'message.add':
        leg.conversation.addSystem(action.message.content ?? '');
        if (action.triggerResponseEnabled ?? true) leg.turns.instructed(action.message.content ?? '');
        return;
      case 'transfer':
        if (action.destination) transfer(leg, action.destination, undefined);
    }
  }
}

/** Of several exact messages they take turns here, so that a run can be repeated; Vapi picks one at random. */
function exactOf({ exact }: Extract<HookAction, { type: 'say' }>, count: number): string | undefined {
  return Array.isArray(exact) ? exact[count % exact.length] : exact;
}

/** `pipeline-error` stands for every reason that begins so. */
function fits({ filters = [] }: Hook, reason: string): boolean {
  return filters.every(({ oneOf }) => oneOf.some((one) => reason === one || reason.startsWith(`${one}-`)));
}

/** Where the hook transfers to, by an action of its own or by a tool. */
function destinationOf({ do: actions }: Hook) {
  for (const action of actions) {
    if (action.type === 'transfer' && action.destination) return action.destination;
    const tool = action.type === 'tool' ? action.tool : undefined;
    const [destination] = tool?.type === 'transferCall' ? (tool.destinations ?? []) : [];
    if (destination && destination.type !== 'assistant') return destination;
  }
  return undefined;
}
