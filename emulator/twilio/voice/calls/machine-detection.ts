import type { HttpMethod, VoiceCore } from '../core';
import type { Call } from './call';
import { WEBHOOK_TIMEOUT_MS } from './status-callback';

export interface MachineDetection {
  readonly mode: 'Enable' | 'DetectMessageEnd';
  /** What is not found out by then is `unknown`. */
  readonly timeoutMs: number;
  /** The TwiML runs meanwhile. */
  readonly isAsync: boolean;
  /** Where the finding goes, when it is asynchronous. */
  readonly callback?: { readonly url: string; readonly method: HttpMethod } | undefined;
}

/**
 * Finds out who answered and sets `AnsweredBy`. Resolves when the call's TwiML may start.
 * Source: https://www.twilio.com/docs/voice/answering-machine-detection.
 */
export async function answeringMachineDetection(
  core: VoiceCore,
  call: Call,
  detection: MachineDetection | undefined,
): Promise<void> {
  if (!detection) return;
  const { ctx, options } = core;
  const { mode, timeoutMs, isAsync, callback } = detection;
  const tookMs = Math.min(options.machineDetectionMs, timeoutMs);
  const found = new Promise<void>((resolve) => {
    ctx.clock.after(tookMs, () => {
      const machine = mode === 'Enable' ? 'machine_start' : 'machine_end_beep';
      const finding = call.pickedUpBy === 'machine' ? machine : 'human';
      call.answeredBy = tookMs < options.machineDetectionMs ? 'unknown' : finding;
      call.note('call.machine-detection', { answeredBy: call.answeredBy });
      resolve();
    });
  });
  if (!isAsync) return found;
  if (!callback) return;
  void found.then(() =>
    ctx.webhooks.notify({
      kind: 'voice.machine-detection',
      url: callback.url,
      method: callback.method,
      twilioSigned: true,
      timeoutMs: WEBHOOK_TIMEOUT_MS,
      form: {
        CallSid: call.sid,
        AccountSid: ctx.account.sid,
        AnsweredBy: call.answeredBy ?? 'unknown',
        MachineDetectionDuration: String(tookMs),
      },
    }),
  );
}
