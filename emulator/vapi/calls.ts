import type { EmulatorContext } from '../core/context';
import type { StreamPeer, StreamPeers } from '../core/ports';
import { Call, type CallOrigin } from './call';
import { effectiveAssistant } from './effective-assistant';
import { AiLeg } from './leg/ai-leg';
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

type Details = Pick<
  CallOrigin,
  'type' | 'status' | 'phoneNumber' | 'customer' | 'name' | 'metadata' | 'isBypass'
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
    const { credentials, behaviour, options } = organisation;
    this.serverMessages = new ServerMessages(ctx, credentials, behaviour, options.orgServer);
  }

  create(speaker: Speaker, details: Details): AiLeg {
    const { id: orgId, assistants, tools, options } = this.organisation;
    const { assistantId, assistantOverrides } = speaker;
    const base = speaker.assistant ?? assistants.find(assistantId);
    if (!base) throw new NestError(400, `assistantId ${assistantId ?? ''} does not exist`);
    const id = this.ctx.ids.uuid();
    const assistant = effectiveAssistant(withoutResourceFields(base), assistantOverrides, (tool) =>
      tools.find(tool),
    );
    const isControlled = assistant.settings.monitorPlan?.controlEnabled ?? true;
    const call = new Call({
      ...details,
      id,
      orgId,
      assistant,
      assistantId,
      assistantOverrides,
      createdAtMs: this.ctx.clock.now(),
      accountSid: this.ctx.account.sid,
      controlUrl: isControlled
        ? `${options.emulatorUrl ? `${options.emulatorUrl()}/` : 'https://'}${CALL_HOST}/${id}/control`
        : undefined,
      listenUrl: `wss://${CALL_HOST}/${id}/listen`,
      streamUrl: `wss://${CALL_HOST}/${id}/transport`,
    });
    const leg = this.open(call);
    leg.begin();
    return leg;
  }

  /** Those that have ended. */
  save(): CallState[] {
    return this.all().flatMap(({ call, conversation, streamCallSid }) => {
      const { status, startedAtMs, endedAtMs, endedReason, callSid, name, outcome } = call;
      if (status !== 'ended') return [];
      return {
        origin: call.origin,
        ...{ startedAtMs, endedAtMs, endedReason, callSid, name, outcome, streamCallSid },
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

  private open(call: Call): AiLeg {
    const { ctx, serverMessages, organisation } = this;
    const { behaviour } = organisation;
    const leg = new AiLeg(call, { ctx, behaviour, serverMessages, persona: this.personaFor(call) });
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

/** The TwiML by which Twilio connects a call to its AI leg. */
export function streamTwiml(leg: AiLeg): string {
  const { streamUrl } = leg.call.origin;
  return `<?xml version="1.0" encoding="UTF-8"?><Response><Connect><Stream url="${streamUrl}"/></Connect></Response>`;
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
