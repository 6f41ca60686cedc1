import type { Clock } from '../../core/clock';
import type { ArtifactPlan } from '../rest/report-plans';
import type { ContextPlan } from '../rest/handoff-schema';
import type { ToolCall } from '../webhooks/tool-call-shapes';

/** An entry of `artifact.messages`. Source: OpenAPI `UserMessage`, `BotMessage`, `ToolCallMessage`, ... */
export interface ConversationMessage {
  readonly role: 'system' | 'user' | 'bot' | 'tool_calls' | 'tool_call_result';
  /** The words; a tool's result has none. */
  readonly message?: string;
  readonly time: number;
  readonly [field: string]: unknown;
}

/** Everything that was said on one AI leg, in the forms in which Vapi hands it out. */
export class Conversation {
  readonly messages: ConversationMessage[] = [];
  private startedAtMs: number;
  /** What was said before a handoff and the next assistant does not know. */
  private readonly unknown = new Set<ConversationMessage>();

  constructor(private readonly clock: Clock) {
    this.startedAtMs = clock.now();
  }

  /** Times are counted from here. */
  start(): void {
    this.startedAtMs = this.clock.now();
  }

  addSystem(text: string): void {
    this.add('system', text, this.clock.now(), {});
  }

  addUser(text: string, startedAtMs: number): void {
    this.add('user', text, startedAtMs, this.lasting(startedAtMs));
  }

  addBot(text: string, startedAtMs: number): void {
    this.add('bot', text, startedAtMs, { ...this.lasting(startedAtMs), source: '' });
  }

  addToolCall({ id, name, arguments: args }: ToolCall): void {
    const toolCalls = [{ id, type: 'function', function: { name, arguments: JSON.stringify(args) } }];
    this.add('tool_calls', '', this.clock.now(), { toolCalls });
  }

  addToolResult(toolCallId: string, name: string, result: string): void {
    this.add('tool_call_result', undefined, this.clock.now(), { toolCallId, name, result });
  }

  /** What the assistant that speaks now knows of it. */
  known(): ConversationMessage[] {
    return this.messages.filter((one) => !this.unknown.has(one));
  }

  /** From now on only that is known which the plan leaves. Source: OpenAPI `ContextEngineeringPlanAll` and its siblings. */
  narrow(plan: ContextPlan = { type: 'all' }): void {
    const kept = new Set(left(this.known(), plan === 'none' ? { type: 'none' } : plan));
    for (const one of this.messages) if (!kept.has(one)) this.unknown.add(one);
  }

  /** What the caller said since the AI last spoke, in one text. */
  unanswered(): string {
    const said: string[] = [];
    for (const { role, message } of [...this.messages].reverse()) {
      if (role === 'bot') break;
      if (role === 'user') said.unshift(message ?? '');
    }
    return said.join(' ');
  }

  openAiFormatted(messages: readonly ConversationMessage[] = this.known()): Record<string, unknown>[] {
    return messages.map((one) => {
      switch (one.role) {
        case 'tool_calls':
          return { role: 'assistant', content: '', tool_calls: one.toolCalls };
        case 'tool_call_result':
          return { role: 'tool', content: one.result, tool_call_id: one.toolCallId };
        default:
          return { role: one.role === 'bot' ? 'assistant' : one.role, content: one.message };
      }
    });
  }

  transcript(
    messages: readonly ConversationMessage[] = this.messages,
    { assistantName = 'AI', userName = 'User' }: ArtifactPlan['transcriptPlan'] = {},
  ): string {
    return messages
      .filter(({ role }) => role === 'user' || role === 'bot')
      .map(({ role, message }) => `${role === 'bot' ? assistantName : userName}: ${message}\n`)
      .join('');
  }

  /** What a report holds of it: after a handoff only what the last assistant knows, unless the plan wants all. */
  artifact(
    variableValues: Readonly<Record<string, unknown>>,
    { fullMessageHistoryEnabled = false, transcriptPlan = {} }: ArtifactPlan = {},
  ): Record<string, unknown> {
    const messages = fullMessageHistoryEnabled ? this.messages : this.known();
    return {
      messages,
      messagesOpenAIFormatted: this.openAiFormatted(messages),
      ...((transcriptPlan.enabled ?? true) ? { transcript: this.transcript(messages, transcriptPlan) } : {}),
      variableValues,
    };
  }

  private add(
    role: ConversationMessage['role'],
    message: string | undefined,
    time: number,
    fields: Record<string, unknown>,
  ): void {
    const secondsFromStart = Math.max(0, time - this.startedAtMs) / 1000;
    const words = message === undefined ? {} : { message };
    this.messages.push({ ...fields, role, ...words, time, secondsFromStart });
  }

  private lasting(startedAtMs: number): Record<string, unknown> {
    const endTime = this.clock.now();
    return { endTime, duration: endTime - startedAtMs };
  }
}

/** The words of one role, oldest first. */
export function wordsBy(
  role: ConversationMessage['role'],
  messages: readonly ConversationMessage[],
): string[] {
  return messages.filter((one) => one.role === role).map(({ message }) => message ?? '');
}

/** `previousAssistantMessages` is what was said before the present assistant, which here is what it knows. */
function left(
  messages: readonly ConversationMessage[],
  plan: Exclude<ContextPlan, string>,
): readonly ConversationMessage[] {
  switch (plan.type) {
    case 'none':
      return [];
    case 'lastNMessages':
      return plan.maxMessages === 0 ? [] : messages.slice(-plan.maxMessages);
    case 'userAndAssistantMessages':
      return messages.filter(({ role }) => role === 'user' || role === 'bot');
    default:
      return messages;
  }
}
