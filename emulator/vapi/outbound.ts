import type { Clock } from '../core/clock';
import type { Calls } from './calls';
import type { AiLeg } from './leg/ai-leg';
import { STATUS_URL } from './options';
import type { Organisation } from './organisation';
import type { CreateCall, Customer } from './rest/call-schema';
import { NestError } from './rest/nest-error';
import type { PhoneNumber } from './rest/phone-number-schema';
import { streamTwiml } from './twiml';

/** What `CallStatus` of a call that nobody took means to Vapi. Source: OpenAPI `Call.endedReason`, by its names. */
const ENDED_REASONS: Readonly<Record<string, string>> = {
  busy: 'customer-busy',
  'no-answer': 'customer-did-not-answer',
  failed: 'twilio-failed-to-connect-call',
  canceled: 'manually-canceled',
};

/** Calls that are created by the API: dialled by the number's Twilio account, or answered with TwiML by the bypass. */
export class Outbound {
  constructor(
    private readonly clock: Clock,
    private readonly organisation: Organisation,
    private readonly calls: Calls,
  ) {}

  /** One call of a request; a customer's own overrides go over the request's. */
  create(request: CreateCall, customer: Customer | undefined): AiLeg {
    const { name, metadata, schedulePlan } = request;
    const isBypass = request.phoneCallProviderBypassEnabled ?? false;
    const phoneNumber = this.numberOf(request);
    const to = customer?.number;
    if (!isBypass && to === undefined) throw new NestError(400, ['customer.number must be a string']);
    if (!isBypass && (!this.organisation.options.dial || phoneNumber.provider !== 'twilio'))
      throw new NestError(501, 'the emulator does not dial out here');
    const waitMs = schedulePlan ? Date.parse(schedulePlan.earliestAt) - this.clock.now() : 0;
    const leg = this.calls.create(speakerOf(request, customer), {
      type: 'outboundPhoneCall',
      status: waitMs > 0 ? 'scheduled' : 'queued',
      ...{ phoneNumber, customer, name, metadata, isBypass, schedulePlan },
    });
    if (isBypass || to === undefined) return leg;
    if (waitMs > 0) this.clock.after(waitMs, () => this.dial(leg, to));
    else this.dial(leg, to);
    return leg;
  }

  /** Twilio says how far a call is that was dialled. */
  progressed(callSid: string, status: string): void {
    const leg = this.calls.all().find(({ call }) => call.callSid === callSid);
    if (!leg?.isAwaitingStream) return;
    const reason = ENDED_REASONS[status];
    if (reason) leg.end(reason, 'stream-is-gone');
    if (status !== 'ringing') return;
    leg.call.status = 'ringing';
    leg.post('status-update', { status });
  }

  private dial(leg: AiLeg, to: string): void {
    const { call } = leg;
    if (call.isEnded) return;
    call.status = 'queued';
    const from = call.origin.phoneNumber?.number ?? '';
    try {
      call.callSid = this.organisation.options.dial?.({
        ...{ to, from, twiml: streamTwiml(call.origin.streamUrl) },
        statusCallback: STATUS_URL,
        statusCallbackEvents: ['ringing', 'completed'],
      });
    } catch {
      leg.end('twilio-failed-to-connect-call', 'stream-is-gone');
    }
  }

  private numberOf({ phoneNumber, phoneNumberId }: CreateCall): PhoneNumber {
    if (phoneNumber) {
      const { twilioPhoneNumber: number, ...rest } = phoneNumber;
      return { ...rest, provider: 'twilio', number };
    }
    if (phoneNumberId === undefined) {
      const wanted = 'Need Either `phoneNumberId` Or `phoneNumber`.';
      throw new NestError(400, `Couldn't Get Phone Number. ${wanted}`);
    }
    const stored = this.organisation.phoneNumbers.find(phoneNumberId);
    if (!stored) throw new NestError(400, [`phoneNumberId ${phoneNumberId} does not exist`]);
    return stored;
  }
}

function speakerOf(request: CreateCall, customer: Customer | undefined) {
  const { assistantId, assistant, assistantOverrides } = request;
  const own = customer?.assistantOverrides;
  if (!own) return { assistantId, assistant, assistantOverrides };
  const variableValues = { ...assistantOverrides?.variableValues, ...own.variableValues };
  return {
    assistantId,
    assistant,
    assistantOverrides: { ...assistantOverrides, ...own, variableValues },
  };
}
