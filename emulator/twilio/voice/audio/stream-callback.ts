import type { EmulatorContext } from '../../../core/context';
import type { Call } from '../calls/call';
import { WEBHOOK_TIMEOUT_MS } from '../calls/status-callback';
import type { HttpMethod } from '../core';

export interface StreamReport {
  readonly streamSid: string;
  readonly name: string;
  readonly event: string;
  readonly error: string | undefined;
  readonly callback: { readonly url: string; readonly method: HttpMethod } | undefined;
}

/** Source: https://www.twilio.com/docs/voice/twiml/stream (statusCallback). */
export function reportStream(ctx: EmulatorContext, call: Call, report: StreamReport): void {
  if (!report.callback) return;
  ctx.webhooks.notify({
    kind: 'voice.stream',
    url: report.callback.url,
    method: report.callback.method,
    twilioSigned: true,
    timeoutMs: WEBHOOK_TIMEOUT_MS,
    form: {
      AccountSid: ctx.account.sid,
      CallSid: call.sid,
      StreamSid: report.streamSid,
      StreamName: report.name,
      StreamEvent: report.event,
      ...(report.error === undefined ? {} : { StreamError: report.error }),
      Timestamp: new Date(ctx.clock.now()).toISOString(),
    },
  });
}
