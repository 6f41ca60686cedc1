import type { OperatorGreeting } from './call';
import type { TransferDestination } from './rest/destination-schema';

/** Connects a call to the AI that listens on `streamUrl`. */
export function streamTwiml(streamUrl: string): string {
  return response(`<Connect><Stream url="${streamUrl}"/></Connect>`);
}

interface Dial {
  readonly callerId?: string;
  /** What the caller hears before. */
  readonly words?: string;
  /** Where TwiML for the called person is, heard before the caller. */
  readonly whisperUrl?: string;
}

/** Connects a call to somebody else. */
export function dialTwiml(
  destination: TransferDestination,
  { callerId, words = '', whisperUrl }: Dial,
): string {
  const url = attribute('url', whisperUrl);
  const target =
    destination.type === 'sip'
      ? `<Sip${url}>${escaped(destination.sipUri)}</Sip>`
      : `<Number${url}${attribute('sendDigits', destination.extension)}>${escaped(destination.number)}</Number>`;
  return response(`${sayTwiml(words)}<Dial${attribute('callerId', callerId)}>${target}</Dial>`);
}

/** What a person to whom a call is transferred hears: at once, or once they have spoken. */
export function operatorTwiml({ verbs, waitsSeconds }: OperatorGreeting, hasSpoken: boolean): string {
  const isWaiting = waitsSeconds !== undefined && !hasSpoken;
  return response(
    isWaiting ? `<Gather input="speech" speechTimeout="auto" timeout="${waitsSeconds}"/><Hangup/>` : verbs,
  );
}

/** Says `words` and hangs up. */
export function farewellTwiml(words: string): string {
  return response(`${sayTwiml(words)}<Hangup/>`);
}

/** The verb that says `words`; no words, no verb. */
export function sayTwiml(words: string): string {
  return words === '' ? '' : `<Say>${escaped(words)}</Say>`;
}

function attribute(name: string, value: string | undefined): string {
  return value === undefined ? '' : ` ${name}="${escaped(value)}"`;
}

function response(verbs: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`;
}

function escaped(text: string): string {
  return text.replace(/[<>&"]/g, (c) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' })[c] ?? c);
}
