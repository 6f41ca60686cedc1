import { get, type WebhookDetail, type WebhookRow } from './api';
import { brief, clockTime, facts, h, json, titled } from './dom';
import { isFine } from './problems';
import { isSid, type Row, type View } from './view';

const SIGNATURES = {
  valid: 'Twilio signature valid',
  invalid: 'Twilio signature INVALID',
  none: 'not signed by Twilio',
} as const;

/** Headers that carry a signature: Twilio's, and what Vapi signs with your own secret. */
const SIGNED_BY = ['x-twilio-signature', 'x-signature', 'x-timestamp'] as const;

function row(webhook: WebhookRow): Row {
  const { pathname, host } = new URL(webhook.url);
  return {
    key: webhook.id,
    title: `${webhook.for}  ${pathname}`,
    note: webhook.error ?? String(webhook.status),
    below: `${clockTime(webhook.atMs)}  ${webhook.tookMs} ms  ${host}  ${SIGNATURES[webhook.signature]}`,
    tone: isFine(webhook) ? 'good' : 'bad',
    search: JSON.stringify(webhook),
  };
}

/** What the request is about, by the first SID of its kind in it. */
function about(text: string): (readonly [string, Node])[] {
  return (['call', 'task'] as const).flatMap((kind) => {
    const [sid] = (kind === 'call' ? /CA[0-9a-f]{32}/ : /WT[0-9a-f]{32}/).exec(text) ?? [];
    return sid ? [[kind, h('a', { href: `#${kind}s/${sid}` }, brief(sid))] as const] : [];
  });
}

/** A form as its fields, one a line. */
function body(text: string, type: string | undefined): HTMLElement {
  if (!type?.startsWith('application/x-www-form-urlencoded')) return json(text);
  return facts([...new URLSearchParams(text)]);
}

export const webhooksView: View = {
  name: 'Webhooks',
  empty: 'No webhook was sent yet.',
  async rows(filter) {
    const of = isSid(filter);
    const { webhooks } = await get<{ webhooks: WebhookRow[] }>(`webhooks${of ? `?callSid=${filter}` : ''}`);
    return webhooks
      .map(row)
      .map((line) => (of ? { ...line, search: line.search + filter } : line))
      .reverse();
  },
  async detail(key) {
    const webhook = await get<WebhookDetail>(`webhooks/${key}`);
    const { headers, body: sent } = webhook.request;
    return [
      h('h2', {}, brief(webhook.for)),
      facts([
        ['request', `${webhook.method} ${webhook.url}`],
        ['answer', webhook.error ?? webhook.status],
        ['took', `${webhook.tookMs} ms`],
        ...about(`${webhook.url} ${sent}`),
        ['signature', SIGNATURES[webhook.signature]],
        ...SIGNED_BY.map((name) => [name, headers[name]] as const),
      ]),
      titled('Request body', body(sent, headers['content-type'])),
      titled('Answer', json(webhook.answer)),
      ...(webhook.signatureBase === null
        ? []
        : [titled('Signed text', h('pre', { tabindex: 0 }, webhook.signatureBase))]),
      titled('Request headers', facts(Object.entries(headers))),
    ];
  },
};
