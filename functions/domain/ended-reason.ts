/** How a Vapi call ended, as far as it matters here. */
export type EndedClass =
  /** Somebody said goodbye, or was done. */
  | 'normal'
  /** Vapi's own transfer took the caller on. */
  | 'forwarded'
  /** Vapi's own transfer did not reach anybody. */
  | 'transfer-failed'
  /** The media went away: our own redirect, or the line. */
  | 'media-closed'
  /** The AI broke, or something that nobody has heard of yet. */
  | 'broken';

/** Vapi's list has hundreds of values and grows weekly: by prefix, first match. Source: https://docs.vapi.ai/calls/call-ended-reason */
const classes: readonly (readonly [prefix: string, EndedClass])[] = [
  ['assistant-forwarded-call', 'forwarded'],
  ['call.ringing.hook-executed-transfer', 'forwarded'],
  ['call.ending.hook-executed-transfer', 'forwarded'],
  ['assistant-request-returned-forwarding-phone-number', 'forwarded'],
  ['call.forwarding.', 'transfer-failed'],
  ['call.in-progress.error-transfer-failed', 'transfer-failed'],
  ['call.in-progress.error-warm-transfer-', 'transfer-failed'],
  ['phone-call-provider-closed-websocket', 'media-closed'],
  ['call.in-progress.twilio-completed-call', 'media-closed'],
  ['call.in-progress.sip-completed-call', 'media-closed'],
  ['customer-ended-call', 'normal'],
  ['assistant-ended-call', 'normal'],
  ['assistant-said-end-call-phrase', 'normal'],
  ['silence-timed-out', 'normal'],
  ['exceeded-max-duration', 'normal'],
  ['manually-canceled', 'normal'],
  ['call-deleted', 'normal'],
  ['voicemail', 'normal'],
];

export function classOf(endedReason: string): EndedClass {
  return classes.find(([prefix]) => endedReason.startsWith(prefix))?.[1] ?? 'broken';
}

/** Vapi sends such a report early; another one follows with the truth. */
export function isPremature(endedReason: string): boolean {
  return endedReason.startsWith('call.in-progress.') && classOf(endedReason) === 'media-closed';
}
