import { validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks';
import type { JournalEntry } from '../core/journal';
import type { Endpoint } from './endpoint';
import { concerns } from './journal';
import { integerQuery, Refusal } from './refusal';
import type { ControlTarget } from './target';

/** What a receiver that checks Twilio's signature would find; `none` where the sender is not Twilio. */
type SignatureCheck = 'valid' | 'invalid' | 'none';

/** Requests that the platforms made to your server. */
export function webhookEndpoints({
  journal,
  account,
}: Pick<ControlTarget, 'journal' | 'account'>): Endpoint[] {
  const sent = (): JournalEntry[] => journal.entries.filter(({ kind }) => kind === 'webhook.answered');
  return [
    {
      method: 'GET',
      path: '/webhooks',
      about: 'Requests to your server that are over, the oldest first',
      query: {
        kind: 'Only kinds that begin so, such as `voice.` or `vapi.tool-calls`',
        callSid: 'Only those that name this call',
        sinceMs: 'Only those that were sent from this moment on',
      },
      answer(c) {
        const [kind, callSid] = [c.req.query('kind') ?? '', c.req.query('callSid')];
        const sinceMs = integerQuery(c, 'sinceMs') ?? 0;
        const entries = sent().filter(
          (entry) =>
            sentAtMs(entry) >= sinceMs &&
            String(entry['for']).startsWith(kind) &&
            (!callSid || concerns(entry, callSid)),
        );
        return c.json({ webhooks: entries.map((entry) => summary(entry, account.authToken)) });
      },
    },
    {
      method: 'GET',
      path: '/webhooks/:id',
      about:
        "One of them whole: request, answer, the text that was signed, and the official validator's word on it",
      answer(c) {
        const id = c.req.param('id') ?? '';
        const entry = sent().find((one) => one['webhook'] === id);
        if (!entry) throw new Refusal(404, `there is no webhook ${id}; GET /_emulator/webhooks lists them`);
        return c.json({
          ...summary(entry, account.authToken),
          request: { headers: entry['requestHeaders'], body: entry['requestBody'] },
          signatureBase: entry['signatureBase'] ?? null,
          answer: entry['answer'],
        });
      },
    },
  ];
}

function summary(entry: JournalEntry, authToken: string): Record<string, unknown> {
  return {
    id: entry['webhook'],
    atMs: sentAtMs(entry),
    for: entry['for'],
    method: entry['method'],
    url: entry['url'],
    status: entry['status'],
    error: entry['error'] ?? null,
    tookMs: entry['tookMs'],
    signature: signatureOf(entry, authToken),
  };
}

function sentAtMs(entry: JournalEntry): number {
  return entry.atMs - Number(entry['tookMs']);
}

/** What was found before: thousands of webhooks are listed again and again. */
const found = new WeakMap<JournalEntry, SignatureCheck>();

function signatureOf(entry: JournalEntry, authToken: string): SignatureCheck {
  const check = found.get(entry) ?? checkSignature(entry, authToken);
  found.set(entry, check);
  return check;
}

/** By the validators that Twilio publishes, from what was sent and not from what the sender signed. */
function checkSignature(entry: JournalEntry, authToken: string): SignatureCheck {
  const { 'x-twilio-signature': signature, 'content-type': type } = entry['requestHeaders'] as Record<
    string,
    string
  >;
  if (signature === undefined) return 'none';
  const body = String(entry['requestBody']);
  const url =
    entry['method'] === 'GET' || type === 'application/json' ? String(entry['signatureBase']) : bare(entry);
  const isValid =
    type === 'application/json'
      ? validateRequestWithBody(authToken, signature, url, body)
      : validateRequest(authToken, signature, url, parameters(body));
  return isValid ? 'valid' : 'invalid';
}

function bare(entry: JournalEntry): string {
  const url = new URL(String(entry['url']));
  url.hash = '';
  return url.toString();
}

/** Repeated names as arrays, as form parsers of servers give them. */
function parameters(body: string): Record<string, string | string[]> {
  const params = new URLSearchParams(body);
  return Object.fromEntries(
    [...new Set(params.keys())].map((name) => {
      const values = params.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}
