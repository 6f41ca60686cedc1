import type { EmulatorContext } from '../core/context';
import type { VapiBehaviour } from './behaviour';
import type { Calls } from './calls';
import type { Casting, CastingTarget } from './casting';
import { functionTool } from './effective-assistant';
import type { AiLeg } from './leg/ai-leg';
import { API_HOST } from './options';
import type { Organisation } from './organisation';
import type { PersonaRule } from './persona/persona';
import { toolCallFields } from './webhooks/tool-call-shapes';

/** An AI leg as scenarios and tests look at it. */
export interface LegView {
  readonly callId: string;
  readonly callSid: string | undefined;
  readonly status: string;
  readonly endedReason: string | undefined;
  readonly controlUrl: string | undefined;
  readonly transcript: string;
}

/** What a scenario can do to the emulated Vapi. */
export class ScenarioControl {
  constructor(
    private readonly ctx: EmulatorContext,
    private readonly organisation: Organisation,
    private readonly calls: Calls,
    private readonly casting: Casting,
  ) {}

  /** Changes what Vapi leaves open (shapes, delays, reports, reasons), for running calls too. */
  behave(changes: Partial<VapiBehaviour>): void {
    Object.assign(this.organisation.behaviour, changes);
  }

  /** When and how end-of-call reports come. */
  reports(reports: VapiBehaviour['reports']): void {
    this.behave({ reports });
  }

  /** Scripts the model: the first rule that fits decides, the default persona where none does. */
  personaFor(target: CastingTarget, rules: readonly PersonaRule[]): void {
    this.casting.cast(target, rules);
  }

  /** The next `times` requests to `POST /call` fail with this status; all of them without `times`. */
  refuseCalls(status: number, times?: number): void {
    const body = { message: 'Service unavailable', error: 'Service Unavailable', statusCode: status };
    this.faultOn('^api\\.vapi\\.ai/call$', { status, body, times });
  }

  /** `POST /call` answers this much later. */
  slowCalls(latencyMs: number, times?: number): void {
    this.faultOn('^api\\.vapi\\.ai/call$', { latencyMs, times });
  }

  /** Posts to control URLs take this much longer. */
  stallControlUrl(latencyMs: number, times?: number): void {
    this.faultOn('/control$', { latencyMs, times });
  }

  /** The AI breaks: its stream is closed, the call ends with a pipeline error. */
  killLeg(callId: string, reason = this.organisation.behaviour.endedReasons.died): void {
    this.leg(callId).end(reason, 'closes-stream');
  }

  /** Vapi says that the caller starts to speak, `count` times evenly over `withinMs`. */
  burstSpeech(callId: string, count: number, withinMs: number): void {
    const leg = this.leg(callId);
    for (let turn = 0; turn < count; turn += 1) {
      this.ctx.clock.after((withinMs * turn) / count, () =>
        leg.post('speech-update', { status: 'started', role: 'user', turn }),
      );
    }
  }

  /** Sends a server message as Vapi would, signed and with the call's envelope, ended or not: late and repeated events. */
  send(callId: string, type: string, fields: Readonly<Record<string, unknown>> = {}): void {
    void this.leg(callId).ask(type, fields);
  }

  /** The model calls a tool now, whatever was said. */
  callTool(callId: string, name: string, args: Readonly<Record<string, unknown>> = {}): void {
    this.leg(callId).turns.callTool(name, args);
  }

  /** A tool call that arrives now, though the AI leg has ended or moved on; its answer changes nothing. */
  lateToolCall(callId: string, name: string, args: Readonly<Record<string, unknown>> = {}): void {
    const leg = this.leg(callId);
    const tool = functionTool(leg.call.assistant.tools, name);
    if (!tool) throw new Error(`the assistant of ${callId} has no tool ${name}`);
    const call = { id: `call_${this.ctx.ids.hex(12)}`, name, arguments: args };
    const { toolCallShape } = this.organisation.behaviour;
    void leg.ask('tool-calls', toolCallFields(toolCallShape, tool, call), { toolServer: tool.server });
  }

  /** Vapi refuses to delete this assistant or tool. */
  pin(id: string): void {
    this.organisation.pinned.add(id);
  }

  /** All AI legs, oldest first. */
  legs(): LegView[] {
    return this.calls.all().map(view);
  }

  private leg(callId: string): AiLeg {
    const leg = this.calls.leg(callId);
    if (!leg) throw new Error(`no Vapi call ${callId} at ${API_HOST}`);
    return leg;
  }

  private faultOn(
    pattern: string,
    effect: { status?: number; body?: unknown; latencyMs?: number; times?: number },
  ): void {
    this.ctx.faults.add({ target: 'api', method: 'POST', pattern, ...effect });
  }
}

function view(leg: AiLeg): LegView {
  const { call, conversation } = leg;
  return {
    callId: call.id,
    callSid: leg.streamCallSid,
    status: call.status,
    endedReason: call.endedReason,
    controlUrl: call.controlUrl,
    transcript: conversation.transcript(),
  };
}
