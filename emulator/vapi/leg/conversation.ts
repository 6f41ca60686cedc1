import type { Clock } from '../../core/clock';
import type { ToolCall } from '../webhooks/tool-call-shapes';

/** An entry of `artifact.messages`. Source: OpenAPI `UserMessage`, `BotMessage`, `ToolCallMessage`, ... */
export interface ConversationMessage {
  readonly role: 'system' | 'user' | 'bot' | 'tool_calls' | 'tool_call_result';
  readonly message: string;
  readonly time: number;
  readonly [field: string]: unknown;
}

/** Everything that was said on one AI leg, in the forms in which Vapi hands it out. */
export class Conversation {
  readonly messages: ConversationMessage[] = [];
  private startedAtMs: number;

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
    this.add('tool_call_result', '', this.clock.now(), { toolCallId, name, result });
  }

  /** What the caller said since the AI last spoke, in one text. */
  unanswered(): string {
    const said: string[] = [];
    for (const { role, message } of [...this.messages].reverse()) {
      if (role === 'bot') break;
      if (role === 'user') said.unshift(message);
    }
    return said.join(' ');
  }

  openAiFormatted(): Record<string, unknown>[] {
    return this.messages.map((one) => {
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

  transcript(): string {
    return this.messages
      .filter(({ role }) => role === 'user' || role === 'bot')
      .map(({ role, message }) => `${role === 'bot' ? 'AI' : 'User'}: ${message}\n`)
      .join('');
  }

  artifact(variableValues: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return {
      messages: this.messages,
      messagesOpenAIFormatted: this.openAiFormatted(),
      transcript: this.transcript(),
      variableValues,
    };
  }

  private add(
    role: ConversationMessage['role'],
    message: string,
    time: number,
    fields: Record<string, unknown>,
  ): void {
    const secondsFromStart = Math.max(0, time - this.startedAtMs) / 1000;
    this.messages.push({ ...fields, role, message, time, secondsFromStart });
  }

  private lasting(startedAtMs: number): Record<string, unknown> {
    const endTime = this.clock.now();
    return { endTime, duration: endTime - startedAtMs };
  }
}
