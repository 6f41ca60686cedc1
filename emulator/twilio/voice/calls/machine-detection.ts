import type { HttpMethod, VoiceCore } from '../core';
import type { Call } from './call';
import { WEBHOOK_TIMEOUT_MS } from './status-callback';

export interface MachineDetection {
  readonly mode: 'Enable' | 'DetectMessageEnd';
  /** Where the finding goes while the TwiML already runs; undefined: the TwiML waits for the finding. */
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
  const found = new Promise<void>((resolve) => {
    ctx.clock.after(options.machineDetectionMs, () => {
      const machine = detection.mode === 'Enable' ? 'machine_start' : 'machine_end_beep';
      call.answeredBy = call.pickedUpBy === 'machine' ? machine : 'human';
      call.note('call.machine-detection', { answeredBy: call.answeredBy });
      resolve();
    });
  });
  const { callback } = detection;
  if (!callback) return found;
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
        MachineDetectionDuration: String(options.machineDetectionMs),
      },
    }),
  );
}
