import { createHmac } from 'node:crypto';

/**
 * What follows the URL in the signed text of a form POST: each name with its distinct values in order, nothing between.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security (validating signatures).
 */
export function formSignatureText(params: readonly (readonly [string, string])[]): string {
  const byName = new Map<string, Set<string>>();
  for (const [name, value] of params) byName.set(name, (byName.get(name) ?? new Set()).add(value));
  return [...byName.keys()]
    .sort()
    .map((name) =>
      [...(byName.get(name) ?? [])]
        .sort()
        .map((value) => name + value)
        .join(''),
    )
    .join('');
}

/** `X-Twilio-Signature` of what is signed: the URL, and after it what a form says. */
export function twilioSignature(authToken: string, text: string): string {
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64');
}
