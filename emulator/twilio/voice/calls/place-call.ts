import { TwilioError } from '../../../core/twilio-error';
import { playKeys } from '../audio/keys';
import type { HttpMethod, VoiceCore } from '../core';
import type { RecordingDetails } from '../recordings/recording';
import type { TwimlSource } from '../twiml/fetch';
import type { Call } from './call';
import { answeringMachineDetection } from './machine-detection';
import type { MachineDetection } from './machine-detection';
import type { StatusCallback } from './status-callback';

export interface OutboundCall {
  readonly to: string;
  readonly from: string;
  /** Whether `to` may be an application (`app:AP…`). */
  readonly mayBeApplication?: boolean;
  readonly program: TwimlSource;
  readonly fallback?: { readonly url: string; readonly method: HttpMethod } | undefined;
  readonly statusCallback?: StatusCallback | undefined;
  readonly timeoutSeconds?: number | undefined;
  readonly timeLimitSeconds?: number | undefined;
  /** Sent to the phone before the TwiML begins; then no machine is looked for. */
  readonly sendDigits?: string | undefined;
  readonly machineDetection?: MachineDetection | undefined;
  /** The application whose `program` it is. */
  readonly applicationSid?: string | undefined;
  /** Records the leg from its answer to its end. */
  readonly recording?: Pick<RecordingDetails, 'channels' | 'track' | 'callback'> | undefined;
}

const MAX_TWIML_CHARACTERS = 4000;
/** How long a call lasts that nobody ends. */
export const LONGEST_SECONDS = 14_400;

/**
 * Calls somebody by the REST API. Throws TwilioError 21211 / 21212 for an address that is none, 21210 for a caller id
 * that the account does not own. The call is `queued` when this returns; at most `callsPerSecond` leave the queue.
 * Source: https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource.
 */
export function placeCall(core: VoiceCore, request: OutboundCall): Call {
  const { to, from, program } = request;
  const isApplication = request.mayBeApplication === true && core.numbers.find(to) !== undefined;
  if (!isAddress(to) && !isApplication)
    throw TwilioError.badRequest(`Invalid 'To' Phone Number: ${to}`, 21211);
  if (!isAddress(from)) throw TwilioError.badRequest(`Invalid 'From' Phone Number: ${from}`, 21212);
  if (to.startsWith('+') && !from.startsWith('+'))
    throw TwilioError.badRequest(`'From' must be a phone number to call one: ${from}`, 21212);
  if (from.startsWith('+') && !core.numbers.mayShow(from)) {
    throw TwilioError.badRequest(
      `The source phone number provided, ${from}, is not yet verified for your account.`,
      21210,
    );
  }
  checkTwimlLength(program);
  const call = core.calls.open({
    from,
    to,
    direction: 'outbound-api',
    phoneNumberSid: core.numbers.find(from)?.sid,
    applicationSid: request.applicationSid,
    statusCallback: request.statusCallback,
    fallback: request.fallback,
  });
  call.onState((state) => {
    if (state !== 'in-progress') return;
    if (request.recording) core.record(call, { ...request.recording, source: 'OutboundAPI' });
    limitTime(core, call, request.timeLimitSeconds ?? LONGEST_SECONDS);
    const begin = (): void => {
      if (call.isLive) core.start(call, program);
    };
    if (request.sendDigits) call.onEnd(playKeys(core, call.sid, request.sendDigits, begin));
    else void answeringMachineDetection(core, call, request.machineDetection).then(begin);
  });
  core.pace.add(() => {
    if (call.isLive) core.ring(call, request.timeoutSeconds ?? 60);
  });
  return call;
}

export function checkTwimlLength(program: TwimlSource): void {
  if ('twiml' in program && program.twiml.length > MAX_TWIML_CHARACTERS) {
    throw TwilioError.badRequest(`Twiml may have at most ${MAX_TWIML_CHARACTERS} characters`);
  }
}

/** Hangs up an answered call after this many seconds. */
export function limitTime(core: VoiceCore, call: Call, seconds: number): void {
  const cancel = core.ctx.clock.after(seconds * 1000, () => call.end('completed', 'time limit'));
  call.onEnd(cancel);
}

function isAddress(text: string): boolean {
  return /^(\+[1-9]\d{6,14}|client:.+|sips?:.+@.+)$/.test(text);
}
