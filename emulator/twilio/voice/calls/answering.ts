import type { VoiceNumber } from '../../../core/ports';
import { httpMethod } from '../core';
import type { TwimlRequest } from '../twiml/fetch';
import type { CallDetails } from './call';

/** The document that a number or an application answers with. */
export function voiceRequestOf({ voiceUrl, voiceMethod }: VoiceNumber): TwimlRequest {
  return { url: voiceUrl, method: httpMethod(voiceMethod) };
}

/** Whom a number or an application tells how the call ends, and whom it asks where its document cannot be had. */
export function callbacksOf(number: VoiceNumber): Pick<CallDetails, 'statusCallback' | 'fallback'> {
  const { statusCallback, statusCallbackMethod, voiceFallbackUrl, voiceFallbackMethod } = number;
  return {
    statusCallback: statusCallback
      ? { url: statusCallback, method: httpMethod(statusCallbackMethod), events: ['completed'] }
      : undefined,
    fallback: voiceFallbackUrl
      ? { url: voiceFallbackUrl, method: httpMethod(voiceFallbackMethod) }
      : undefined,
  };
}
