import type { TransferDestination } from './rest/destination-schema';

/** Connects a call to the AI that listens on `streamUrl`. */
export function streamTwiml(streamUrl: string): string {
  return response(`<Connect><Stream url="${streamUrl}"/></Connect>`);
}

/** Says `words`, where there are any, and connects the call to somebody else. */
export function dialTwiml(
  destination: TransferDestination,
  callerId: string | undefined,
  words = '',
): string {
  const caller = callerId ? ` callerId="${escaped(callerId)}"` : '';
  const target =
    destination.type === 'sip'
      ? `<Sip>${escaped(destination.sipUri)}</Sip>`
      : `<Number>${escaped(destination.number)}</Number>`;
  return response(`${said(words)}<Dial${caller}>${target}</Dial>`);
}

/** Says `words` and hangs up. */
export function farewellTwiml(words: string): string {
  return response(`${said(words)}<Hangup/>`);
}

function said(words: string): string {
  return words === '' ? '' : `<Say>${escaped(words)}</Say>`;
}

function response(verbs: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`;
}

function escaped(text: string): string {
  return text.replace(/[<>&"]/g, (c) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' })[c] ?? c);
}
