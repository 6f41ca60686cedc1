import type { WebhookAnswer } from '../../core/webhooks';
import { renderDeep } from '../liquid';
import type { Spoken, ToolMessage } from '../rest/tool-message-schema';
import type { BuiltInTool, FunctionTool, ServedTool } from '../rest/tool-schema';
import { functionCallFields, type ToolCall, toolCallFields } from '../webhooks/tool-call-shapes';
import type { Leg } from './leg';
import { runBuiltIn } from './built-in-tools';
import { readToolAnswer, type ToolAnswer } from './tool-answer';
import { messageOf, messagesOf, wordsOf } from './tool-messages';

/** What Vapi says when a tool brings no request-start message of its own. */
const FILLER = 'Hold on a sec.';

/** Runs the tools that the model calls: messages around it, the webhook, the result. */
export class ToolRuns {
  private waiting = 0;

  constructor(
    private readonly leg: Leg,
    private readonly reply: (toolResult: { name: string; text: string; isError: boolean }) => void,
  ) {}

  /** True while the model waits for a synchronous tool. */
  get isWaiting(): boolean {
    return this.waiting > 0;
  }

  /** Calls `tool` with the model's arguments. Source: https://docs.vapi.ai/tools/custom-tools. */
  run(tool: FunctionTool, modelArguments: Readonly<Record<string, unknown>>, id: string): void {
    const call = this.composed(tool, modelArguments, id);
    const { leg } = this;
    leg.conversation.addToolCall(call);
    leg.journal('ai.tool-call', { toolCallId: id, name: call.name, arguments: call.arguments });
    leg.conversationChanged();
    const start = tool.async ? undefined : messageOf(tool.messages, 'request-start', call.arguments);
    const words = tool.async ? undefined : (this.words(start) ?? FILLER);
    if (!tool.async) this.waiting += 1;
    if (start?.blocking && words) {
      leg.speech.say({ text: words, after: () => void this.send(tool, call) });
      return;
    }
    if (words) leg.speech.say({ text: words });
    void this.send(tool, call);
  }

  /** The tool is not run; what the model is told then is assumed. */
  reject(tool: ServedTool, args: Readonly<Record<string, unknown>>, id: string): void {
    const { leg } = this;
    const name = (tool.type === 'function' ? tool.function?.name : undefined) ?? tool.type;
    const text = 'Tool call rejected.';
    leg.conversation.addToolCall({ id, name, arguments: args });
    leg.conversation.addToolResult(id, name, text);
    leg.journal('ai.tool-rejected', { toolCallId: id, name });
    leg.conversationChanged();
    this.reply({ name, text, isError: true });
  }

  /** Runs a tool of Vapi's own; only what it could not do is told the model. */
  async runBuiltIn(tool: BuiltInTool, args: Readonly<Record<string, unknown>>, id: string): Promise<void> {
    const { leg } = this;
    const name = tool.type;
    leg.conversation.addToolCall({ id, name, arguments: args });
    leg.journal('ai.tool-call', { toolCallId: id, name, arguments: args });
    leg.conversationChanged();
    const why = await runBuiltIn(leg, tool, args);
    leg.journal('ai.tool-result', { toolCallId: id, name, result: why, isError: why !== undefined });
    leg.conversation.addToolResult(id, name, why ?? 'Success.');
    if (why !== undefined && !leg.call.isEnded) this.reply({ name, text: why, isError: true });
  }

  private words(spoken: Spoken | undefined): string | undefined {
    const words = wordsOf(spoken);
    return words === undefined ? undefined : this.leg.rendered(words);
  }

  /** Static parameters go over the model's arguments, rendered from the call. */
  private composed(
    tool: FunctionTool,
    modelArguments: Readonly<Record<string, unknown>>,
    id: string,
  ): ToolCall {
    const scope = this.leg.call.templateScope(this.leg.env.ctx.clock.now());
    const fixed = (tool.parameters ?? []).map(({ key, value }) => [key, renderDeep(value, scope)] as const);
    return {
      id,
      name: tool.function?.name ?? '',
      arguments: { ...modelArguments, ...Object.fromEntries(fixed) },
    };
  }

  private async send(tool: FunctionTool, call: ToolCall): Promise<void> {
    const { leg } = this;
    const { clock } = leg.env.ctx;
    const { toolCallShape, legacyFunctionCall, legacyDelayMs } = leg.env.behaviour;
    if (leg.call.isEnded) return;
    const stops = tool.async ? [] : this.delayedMessages(tool, call);
    if (legacyFunctionCall === 'beside') {
      clock.after(legacyDelayMs, () => void this.ask(tool, 'function-call', functionCallFields(call)));
    }
    const answer =
      legacyFunctionCall === 'alone'
        ? await this.ask(tool, 'function-call', functionCallFields(call))
        : await this.ask(tool, 'tool-calls', toolCallFields(toolCallShape, tool, call));
    for (const stop of stops) stop();
    if (!tool.async) this.waiting -= 1;
    this.answered(tool, call, answer);
  }

  /** That an assistant which left the message out still posts it to a tool's own server, and nowhere else, is assumed. */
  private ask(
    tool: FunctionTool,
    type: 'tool-calls' | 'function-call',
    fields: Record<string, unknown>,
  ): Promise<WebhookAnswer | undefined> {
    const { leg } = this;
    const isSent = tool.server?.url !== undefined || leg.env.serverMessages.isSubscribed(leg.call, type);
    return isSent ? leg.ask(type, fields, { toolServer: tool.server }) : Promise.resolve(undefined);
  }

  private answered(tool: FunctionTool, call: ToolCall, webhook: WebhookAnswer | undefined): void {
    const { leg } = this;
    const answer = readToolAnswer(webhook, call);
    leg.journal('ai.tool-result', {
      toolCallId: call.id,
      name: call.name,
      ...answer,
      status: webhook?.status,
    });
    leg.conversation.addToolResult(call.id, call.name, answer.result);
    leg.conversationChanged();
    if (tool.async || leg.call.isEnded) return;
    const fixed = this.fixedReply(tool, call, answer);
    const words = this.words(fixed);
    if (fixed === undefined || words === undefined || fixed.role === 'system') {
      this.reply({ name: call.name, text: answer.isMissing ? '' : answer.result, isError: answer.isError });
      return;
    }
    leg.speech.say({
      text: words,
      after: (outcome) => {
        if (fixed.endCallAfterSpokenEnabled && outcome !== 'interrupted')
          leg.end('assistant-ended-call', 'hangs-up');
      },
    });
  }

  /** The words that take the place of the model's: from the answer itself, then from the tool. */
  private fixedReply(tool: FunctionTool, call: ToolCall, answer: ToolAnswer): Afterwards | undefined {
    if (answer.message) return answer.message;
    return messageOf(tool.messages, answer.isError ? 'request-failed' : 'request-complete', call.arguments);
  }

  private delayedMessages(tool: FunctionTool, call: ToolCall): (() => void)[] {
    const { clock } = this.leg.env.ctx;
    return messagesOf(tool.messages, 'request-response-delayed', call.arguments).map((one) =>
      clock.after(one.timingMilliseconds ?? 1000, () => this.leg.speech.say({ text: this.words(one) ?? '' })),
    );
  }
}

/** What is said instead of the model's own words. */
type Afterwards = Partial<
  Pick<
    Extract<ToolMessage, { type: 'request-complete' }>,
    'content' | 'contents' | 'role' | 'endCallAfterSpokenEnabled'
  >
>;
