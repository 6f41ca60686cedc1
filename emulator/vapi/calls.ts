import type { EmulatorContext } from '../core/context';
import type { StreamPeer, StreamPeers } from '../core/ports';
import { Call, type CallOrigin } from './call';
import { effectiveAssistant, NOBODY } from './effective-assistant';
import { AiLeg } from './leg/ai-leg';
import type { NextAssistant } from './leg/leg';
import { CALL_HOST } from './options';
import type { Organisation } from './organisation';
import type { CallState } from './snapshot';
import type { Persona } from './persona/persona';
import type { Assistant, AssistantOverrides } from './rest/assistant-schema';
import { NestError } from './rest/nest-error';
import { ServerMessages } from './webhooks/server-messages';

/** Who speaks on a call: a stored assistant or one brought along, and what this call overrides. */
export interface Speaker {
  readonly assistantId?: string;
  readonly assistant?: Assistant;
  readonly assistantOverrides?: AssistantOverrides;
}

/** What is known of a call besides who speaks. */
export type Details = Pick<
  CallOrigin,
  | 'type'
  | 'status'
  | 'phoneNumber'
  | 'customer'
  | 'name'
  | 'metadata'
  | 'isBypass'
  | 'callSid'
  | 'schedulePlan'
>;

/** All calls of the organisation and their AI legs, oldest first. */
export class Calls implements StreamPeers {
  private readonly legs = new Map<string, AiLeg>();
  private readonly serverMessages: ServerMessages;

  constructor(
    private readonly ctx: EmulatorContext,
    private readonly organisation: Organisation,
    private readonly personaFor: (call: Call) => Persona,
  ) {
    this.serverMessages = new ServerMessages(ctx, organisation.credentials, organisation.behaviour);
  }

  create(speaker: Speaker, details: Details): AiLeg {
    const leg = this.open(new Call({ ...this.spokenBy(speaker), ...this.origin(details) }));
    leg.begin();
    return leg;
  }

  /** A call on which nobody speaks yet: its number's server is asked who does. */
  createUnassigned(details: Details): AiLeg {
    return this.open(new Call({ ...this.origin(details), assistant: NOBODY }), () => ({ silent: true }));
  }

  /** Lets somebody speak on a call that was created without. */
  assign({ call }: AiLeg, speaker: Speaker): AiLeg {
    const leg = this.open(new Call({ ...call.origin, ...this.spokenBy(speaker) }));
    leg.begin();
    return leg;
  }

  /** Whether there is such an assistant. */
  canSpeak({ assistantId, assistant }: Speaker): boolean {
    return assistant !== undefined || this.organisation.assistants.find(assistantId) !== undefined;
  }

  private spokenBy({
    assistantId,
    assistant,
    assistantOverrides,
  }: Speaker): Pick<CallOrigin, 'assistant' | 'assistantId' | 'assistantOverrides'> {
    const { assistants, tools } = this.organisation;
    const base = assistant ?? assistants.find(assistantId);
    if (!base) throw new NestError(400, `assistantId ${assistantId ?? ''} does not exist`);
    const settings = withoutResourceFields(base);
    return {
      assistant: effectiveAssistant(settings, assistantOverrides, (tool) => tools.find(tool)),
      assistantId,
      assistantOverrides,
    };
  }

  private origin(details: Details): Omit<CallOrigin, 'assistant'> {
    const { id: orgId, options } = this.organisation;
    const id = this.ctx.ids.uuid();
    return {
      ...details,
      id,
      orgId,
      createdAtMs: this.ctx.clock.now(),
      accountSid: this.ctx.account.sid,
      controlUrl: `${options.emulatorUrl ? `${options.emulatorUrl()}/` : 'https://'}${CALL_HOST}/${id}/control`,
      listenUrl: `wss://${CALL_HOST}/${id}/listen`,
      streamUrl: `wss://${CALL_HOST}/${id}/transport`,
    };
  }

  /** Those that have ended. */
  save(): CallState[] {
    return this.all().flatMap(({ call, conversation, streamCallSid }) => {
      const { status, startedAtMs, endedAtMs, endedReason, callSid, name, outcome, destination } = call;
      if (status !== 'ended') return [];
      return {
        origin: call.origin,
        ...{ startedAtMs, endedAtMs, endedReason, callSid, name, outcome, destination, streamCallSid },
        messages: conversation.messages.map((one) => ({ ...one })),
      };
    });
  }

  load(saved: readonly CallState[]): void {
    this.legs.clear();
    for (const { origin, messages, streamCallSid, ...state } of saved) {
      const call = Object.assign(new Call(origin), state, { status: 'ended' });
      const leg = this.open(call);
      leg.streamCallSid = streamCallSid;
      leg.conversation.messages.splice(0, Infinity, ...messages);
    }
  }

  private open(call: Call, persona = this.personaFor(call)): AiLeg {
    const { ctx, serverMessages, organisation } = this;
    const { behaviour } = organisation;
    const assistantOf = (speaker: Speaker): NextAssistant | undefined =>
      this.canSpeak(speaker) ? this.spokenBy(speaker) : undefined;
    const leg = new AiLeg(call, { ctx, behaviour, serverMessages, persona, assistantOf });
    this.legs.set(call.id, leg);
    return leg;
  }

  leg(callId: string): AiLeg | undefined {
    return this.legs.get(callId);
  }

  remove(callId: string): void {
    this.legs.delete(callId);
  }

  all(): AiLeg[] {
    return [...this.legs.values()];
  }

  /** The leg whose stream URL this is, as long as it waits for its stream. */
  find(url: string): StreamPeer | undefined {
    return this.all().find((leg) => leg.call.origin.streamUrl === url && leg.isAwaitingStream);
  }
}

function withoutResourceFields(assistant: Assistant): Assistant {
  const {
    id: _id,
    orgId: _orgId,
    createdAt: _created,
    updatedAt: _updated,
    ...settings
  } = assistant as Assistant & Record<string, unknown>;
  return settings;
}
