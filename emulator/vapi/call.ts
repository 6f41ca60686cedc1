import type { EffectiveAssistant } from './effective-assistant';
import type { TemplateScope } from './liquid';
import type { AssistantOverrides } from './rest/assistant-schema';
import type { Customer, SchedulePlan } from './rest/call-schema';
import type { TransferDestination } from './rest/destination-schema';
import type { PhoneNumber } from './rest/phone-number-schema';
import type { Stored } from './rest/resource-store';

export type CallStatus = 'scheduled' | 'queued' | 'ringing' | 'in-progress' | 'forwarding' | 'ended';

/** What is known when a call is created. */
export interface CallOrigin {
  readonly id: string;
  readonly orgId: string;
  readonly type: 'inboundPhoneCall' | 'outboundPhoneCall' | 'webCall';
  readonly createdAtMs: number;
  readonly status: CallStatus;
  readonly assistant: EffectiveAssistant;
  readonly assistantId?: string;
  readonly assistantOverrides?: AssistantOverrides;
  /** Without an id where it was brought along. */
  readonly phoneNumber?: PhoneNumber & Partial<Stored<object>>;
  readonly customer?: Customer;
  readonly name?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly isBypass: boolean;
  readonly schedulePlan?: SchedulePlan;
  /** Where Vapi knows from the start which Twilio call it is. */
  readonly callSid?: string;
  readonly accountSid: string;
  /** `https:` and `wss:` addresses of this call at the call's own host. */
  readonly controlUrl: string;
  readonly listenUrl: string;
  readonly streamUrl: string;
}

/** What a person to whom a call is transferred hears first, as TwiML verbs. */
export interface OperatorGreeting {
  readonly verbs: string;
  /** Set where the person is to speak first: seconds to wait for that. */
  readonly waitsSeconds?: number;
}

/** What a call came to, once its report is written. */
export interface CallOutcome {
  readonly artifact: Record<string, unknown>;
  readonly analysis: Record<string, unknown>;
}

/** One Vapi call, as the REST API and webhooks show it. Source: OpenAPI `Call`. */
export class Call {
  status: CallStatus;
  startedAtMs?: number;
  endedAtMs?: number;
  endedReason?: string;
  /** Set where Vapi knows the Twilio call behind the stream. */
  callSid?: string;
  name?: string;
  outcome?: CallOutcome;
  /** Where it was transferred to. */
  destination?: TransferDestination;
  /** What the person there hears before the caller. */
  operator?: OperatorGreeting;
  /** Who speaks now; a handoff changes it. */
  assistant: EffectiveAssistant;
  assistantId?: string;

  constructor(readonly origin: CallOrigin) {
    this.status = origin.status;
    this.name = origin.name;
    this.callSid = origin.callSid;
    this.assistant = origin.assistant;
    this.assistantId = origin.assistantId;
  }

  get id(): string {
    return this.origin.id;
  }

  /** Where it is steered, unless its monitor plan forbids it. */
  get controlUrl(): string | undefined {
    const { assistant, origin } = this;
    return (assistant.settings.monitorPlan?.controlEnabled ?? true) ? origin.controlUrl : undefined;
  }

  private get listenUrl(): string | undefined {
    const { assistant, origin } = this;
    return (assistant.settings.monitorPlan?.listenEnabled ?? true) ? origin.listenUrl : undefined;
  }

  get isEnded(): boolean {
    return this.status === 'ended';
  }

  /** The call now, as `GET /call/{id}` shows it. */
  asResource(): Record<string, unknown> {
    return {
      ...this.described(this.status),
      ...(this.startedAtMs === undefined ? {} : { startedAt: iso(this.startedAtMs) }),
      ...(this.endedAtMs === undefined
        ? {}
        : { endedAt: iso(this.endedAtMs), endedReason: this.endedReason }),
      ...(this.destination ? { destination: this.destination } : {}),
      ...this.outcome,
    };
  }

  /** The call as webhooks carry it: how it was when it was created, whatever happened since. */
  snapshot(withMonitor: boolean): Record<string, unknown> {
    const { monitor, ...rest } = this.described(this.origin.status);
    return withMonitor ? { ...rest, monitor } : rest;
  }

  private described(status: CallStatus): Record<string, unknown> {
    const { origin } = this;
    const isPhone = origin.type !== 'webCall';
    const createdAt = iso(origin.createdAtMs);
    const at = this.endedAtMs ?? this.startedAtMs;
    return defined({
      id: origin.id,
      orgId: origin.orgId,
      type: origin.type,
      status,
      createdAt,
      updatedAt: at === undefined || status === origin.status ? createdAt : iso(at),
      cost: 0,
      assistantId: origin.assistantId,
      assistantOverrides: origin.assistantOverrides,
      phoneNumberId: origin.phoneNumber?.id,
      customer: origin.customer,
      name: this.name,
      schedulePlan: origin.schedulePlan,
      metadata: origin.metadata,
      phoneCallProvider: isPhone ? 'twilio' : undefined,
      phoneCallProviderId: this.callSid,
      phoneCallTransport: isPhone ? 'pstn' : undefined,
      transport: this.transport(),
      monitor: defined({ listenUrl: this.listenUrl, controlUrl: this.controlUrl }),
    });
  }

  /** Also what `{{transport.…}}` reads in templates. */
  transport(): Record<string, unknown> {
    if (this.origin.type === 'webCall') return { provider: 'daily' };
    return defined({
      provider: 'twilio',
      conversationType: 'voice',
      accountSid: this.callSid === undefined ? undefined : this.origin.accountSid,
      callSid: this.callSid,
    });
  }

  /** What templates of this call may name. Source: https://docs.vapi.ai/assistants/dynamic-variables. */
  templateScope(nowMs: number): TemplateScope {
    const values = {
      ...this.assistant.variableValues,
      call: { id: this.id, type: this.origin.type },
      customer: this.origin.customer ?? {},
      phoneNumber: { number: this.origin.phoneNumber?.number },
      transport: this.transport(),
    };
    return { values, nowMs };
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function defined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
