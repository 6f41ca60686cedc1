import { get, type CallRow, type Ledger, type SyncServiceRow, type WebhookRow } from '../api';
import { clockTime, h, titled } from '../dom';
import { drawnLanes } from '../lanes';
import { webhooksView } from '../webhooks-view';
import { drawnHandoff, handoffsOf } from './handoff';

const MARKS = { valid: '✓ signed', invalid: '✗ BAD SIGNATURE', none: 'own secret' } as const;

/** What happens behind a call, live: the handoff's states, who hears what, and every webhook. */
export class Inside {
  readonly element = h('div', { id: 'happens' });
  private readonly about = h(
    'p',
    { class: 'dim' },
    'Nothing yet. Call, and here is what happens behind the call: the states of the handoff, who hears what, and every webhook.',
  );
  private readonly happenings: HTMLElement;
  private readonly handoff = h('div', {});
  private readonly lanes = h('div', {});
  private readonly webhooks = h('ol', { class: 'webhooks' });
  private readonly dialog = h('dialog', { 'aria-labelledby': 'webhook-title' });
  private readonly shown = new Map<HTMLElement, string>();
  private readonly lines = new Map<string, HTMLElement>();
  /** The call that is looked at. */
  private callSid: string | undefined;
  isLive = false;

  /** `nameOf`: who has a number. `noLanes`: why nobody can say who hears what. */
  constructor(
    private readonly nameOf: (number: string) => string,
    private readonly noLanes?: string,
  ) {
    if (noLanes !== undefined) this.lanes.append(h('p', { class: 'dim' }, noLanes));
    this.happenings = h(
      'div',
      { hidden: true },
      titled('Handoff, as Sync has it', this.handoff),
      titled('Who hears what', this.lanes),
      titled('Webhooks, the newest first; each opens', this.webhooks),
    );
    this.element.append(this.about, this.happenings, this.dialog);
  }

  async refresh(): Promise<void> {
    const calls = (await get<{ calls: CallRow[] }>('calls')).calls;
    const call = calls.filter(({ direction }) => direction === 'inbound').at(-1);
    if (call?.sid !== this.callSid) this.lines.clear();
    this.callSid = call?.sid;
    this.isLive = calls.some(({ isLive }) => isLive);
    const [ledger, { services }, { webhooks }] = await Promise.all([
      call && this.noLanes === undefined
        ? get<Ledger>(`ledger/${call.sid}`).catch(() => undefined)
        : Promise.resolve(undefined),
      call ? get<{ services: SyncServiceRow[] }>('sync') : Promise.resolve({ services: [] }),
      get<{ webhooks: WebhookRow[] }>(`webhooks?sinceMs=${call?.createdAtMs ?? 0}`),
    ]);
    this.happenings.hidden = call === undefined && webhooks.length === 0;
    this.about.hidden = !this.happenings.hidden;
    const handoffs = call ? handoffsOf(services, call.sid) : [];
    this.put(
      this.handoff,
      JSON.stringify(handoffs),
      handoffs.length === 0
        ? [h('p', { class: 'dim' }, 'Nobody was asked for yet.')]
        : handoffs.map((handoff) => drawnHandoff(handoff)),
    );
    if (ledger) this.put(this.lanes, JSON.stringify(ledger.legs), drawnLanes(ledger, this.nameOf));
    this.showWebhooks(webhooks);
  }

  /** What did not change is left alone: focus and selection stay. */
  private put(place: HTMLElement, about: string, content: readonly Node[]): void {
    if (this.shown.get(place) === about) return;
    this.shown.set(place, about);
    place.replaceChildren(...content);
  }

  private showWebhooks(webhooks: readonly WebhookRow[]): void {
    for (const webhook of webhooks) {
      if (this.lines.has(webhook.id)) continue;
      const line = this.line(webhook);
      if (this.lines.size === 0) this.webhooks.replaceChildren();
      this.lines.set(webhook.id, line);
      this.webhooks.prepend(line);
    }
  }

  private line({ id, atMs, for: what, url, status, error, tookMs, signature }: WebhookRow): HTMLElement {
    const isGood = status >= 200 && status < 400 && signature !== 'invalid';
    const open = h(
      'button',
      { type: 'button', class: isGood ? 'good' : 'bad', 'data-webhook': id },
      h('span', { class: 'dim' }, clockTime(atMs)),
      h('b', {}, what),
      h('span', {}, new URL(url).pathname),
      h('span', { class: 'note' }, `${error ?? status}  ${tookMs} ms  ${MARKS[signature]}`),
    );
    open.addEventListener('click', () => void this.open(id));
    return h('li', {}, open);
  }

  private async open(id: string): Promise<void> {
    const content = (await webhooksView.detail(id)) ?? [];
    const close = h('button', { type: 'button', class: 'close' }, 'Close');
    close.addEventListener('click', () => this.dialog.close());
    const [title, ...rest] = content;
    if (title instanceof HTMLElement) title.id = 'webhook-title';
    this.dialog.replaceChildren(close, ...(title ? [title] : []), ...rest);
    this.dialog.showModal();
  }
}
