import { get, type WebhookRow } from './api';
import { clockTime, h, moments, titled } from './dom';

export interface Problem {
  readonly atMs: number;
  readonly who: Node | string;
  readonly what: string;
}

/** Whether your server took it, and could trust it. */
export function isFine({ status, signature }: WebhookRow): boolean {
  return status >= 200 && status < 400 && signature !== 'invalid';
}

/** Webhooks that name this SID and went wrong, each leading to what was sent and answered. */
export async function failedWebhooks(sid: string): Promise<Problem[]> {
  const { webhooks } = await get<{ webhooks: WebhookRow[] }>(`webhooks?callSid=${sid}`);
  return webhooks
    .filter((webhook) => !isFine(webhook))
    .map(({ id, atMs, for: kind, url, status, error, signature }) => ({
      atMs,
      who: h('a', { href: `#webhooks/${id}` }, kind),
      what: `${new URL(url).pathname}: ${signature === 'invalid' ? 'signature invalid' : (error ?? status)}`,
    }));
}

/** Nothing at all where nothing went wrong. */
export function whatWentWrong(problems: readonly Problem[]): Node[] {
  if (problems.length === 0) return [];
  const lines = [...problems]
    .sort((a, b) => a.atMs - b.atMs)
    .map(({ atMs, who, what }) => ({ when: clockTime(atMs), who, what: [what] }));
  return [titled('What went wrong', moments(lines, ''))];
}
