import { rfc2822 } from '../../../core/clock';
import type { EmulatorContext } from '../../../core/context';
import type { HttpMethod } from '../core';
import type { Call } from './call';
import { callParameters } from './parameters';

export type CallEvent = 'initiated' | 'ringing' | 'answered' | 'completed';

export interface StatusCallback {
  readonly url: string;
  readonly method: HttpMethod;
  readonly events: readonly string[];
  /** What is told besides the call's own parameters. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
}

/** Milliseconds that a receiver of callbacks has: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides. */
export const WEBHOOK_TIMEOUT_MS = 15_000;

/**
 * Tells the call's status callback, when it wants this event. Numbers count up from 0 for each call.
 * Source: https://www.twilio.com/docs/voice/api/call-resource#statuscallback.
 */
export function reportStatus(ctx: EmulatorContext, call: Call, event: CallEvent): void {
  const { statusCallback } = call;
  if (!statusCallback?.events.includes(event)) return;
  const ended = event === 'completed';
  ctx.webhooks.notify({
    kind: 'voice.status',
    url: statusCallback.url,
    method: statusCallback.method,
    twilioSigned: true,
    timeoutMs: WEBHOOK_TIMEOUT_MS,
    form: {
      ...callParameters(call, ctx.account.sid),
      ...statusCallback.parameters,
      CallStatus: event === 'initiated' ? 'initiated' : call.status,
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(call.nextSequenceNumber()),
      Timestamp: rfc2822(ctx.clock.now()),
      ...(ended && call.answeredAtMs !== undefined
        ? {
            CallDuration: String(call.durationSeconds),
            Duration: String(Math.ceil(call.durationSeconds / 60)),
          }
        : {}),
      ...(ended ? call.toldAtEnd() : {}),
      ...(ended && call.sipResponseCode ? { SipResponseCode: call.sipResponseCode } : {}),
    },
  });
}
