import type { Cancel } from '../../core/clock';
import { toolNamed } from '../effective-assistant';
import { isServed, type ServedTool, type Tool } from '../rest/tool-schema';
import type { PersonaTurn } from '../persona/persona';
import type { Leg } from './leg';
import { isRejected } from './rejection';
import { ToolRuns } from './tool-runs';

type Occasion = Pick<PersonaTurn, 'caller' | 'system' | 'toolResult'>;

/** Whose turn it is: after a pause to think, the persona's answer becomes speech, a tool call or the end. */
export class Turns {
  private readonly tools: ToolRuns;
  private pending?: Cancel;
  private isStopped = false;

  constructor(private readonly leg: Leg) {
    this.tools = new ToolRuns(leg, (toolResult) => this.think({ toolResult }));
  }

  /** The caller's words are in the conversation; while a tool runs the model waits for its result. */
  callerSpoke(): void {
    if (!this.tools.isWaiting) this.think({ caller: this.leg.conversation.unanswered() });
  }

  /** The model opens the conversation itself. */
  greet(): void {
    this.think({ caller: '' });
  }

  instructed(system: string): void {
    this.think({ system });
  }

  /**
   * Calls one of the assistant's tools by name. A tool that a hook fires has the id `hook-function-call`.
   * Source: https://docs.vapi.ai/assistants/assistant-hooks.
   */
  callTool(
    name: string,
    args: Readonly<Record<string, unknown>>,
    id = `call_${this.leg.env.ctx.ids.hex(12)}`,
  ): void {
    const tool = toolNamed(this.leg.call.assistant.tools, name);
    if (tool) this.run(tool, args, id);
    else this.leg.journal('ai.tool-unknown', { name });
  }

  run(tool: Tool, args: Readonly<Record<string, unknown>>, id: string): void {
    if (!isServed(tool)) this.leg.journal('ai.tool-not-served', { type: tool.type });
    else if (this.isRejected(tool)) this.tools.reject(tool, args, id);
    else if (tool.type === 'function') this.tools.run(tool, args, id);
    else void this.tools.runBuiltIn(tool, args, id);
  }

  private isRejected({ rejectionPlan }: ServedTool): boolean {
    const { call, conversation, env } = this.leg;
    if (!rejectionPlan) return false;
    const said = { messages: conversation.known(), openAiFormatted: conversation.openAiFormatted() };
    return isRejected(rejectionPlan, said, call.templateScope(env.ctx.clock.now()));
  }

  /** The caller goes on speaking: the answer that was about to come is not given. */
  hold(): void {
    this.pending?.();
    this.pending = undefined;
  }

  stop(): void {
    this.hold();
    this.isStopped = true;
  }

  private think(occasion: Occasion): void {
    if (this.isStopped) return;
    this.hold();
    const { ctx, behaviour } = this.leg.env;
    this.pending = ctx.clock.after(behaviour.thinkingMs, () => {
      this.pending = undefined;
      this.act(occasion);
    });
  }

  private act(occasion: Occasion): void {
    const { leg } = this;
    const { settings, tools } = leg.call.assistant;
    const action = leg.env.persona({ ...occasion, messages: leg.conversation.known(), tools });
    if ('silent' in action) return;
    if ('tool' in action) return this.callTool(action.tool, action.arguments);
    const farewell = action.endCall ? settings.endCallMessage : undefined;
    const words = farewell === undefined ? action.say : leg.rendered(farewell);
    const isFarewell = settings.endCallPhrases?.some((phrase) =>
      words.toLowerCase().includes(phrase.toLowerCase()),
    );
    leg.speech.say({
      text: words,
      after: (outcome) => {
        if (outcome === 'interrupted') return;
        if (action.endCall) leg.end('assistant-ended-call', 'hangs-up');
        else if (isFarewell) leg.end('assistant-said-end-call-phrase', 'hangs-up');
      },
    });
  }
}
