import { ask, get } from '../../api';
import { h } from '../../dom';
import { button } from '../phone';

interface Pointer {
  readonly what: string;
  readonly at: string;
  readonly wants: string;
}

/** Which addresses of the account lead here, and a way to lead the others here. */
export class Pointing {
  readonly element = h('section', { id: 'pointing', 'aria-labelledby': 'pointing-title' });
  private readonly list = h('ul', { class: 'pointers' });
  /** Why nothing at all can come here. */
  private readonly trouble = h('p', { class: 'problem', role: 'alert', hidden: true });
  private readonly note = h('p', { role: 'status' });
  private readonly point = button('Lead them here …', () => this.dialog.showModal());
  private readonly dialog: HTMLDialogElement;

  constructor(private readonly account: string) {
    const sure = button('Change the account', () => void this.change(), 'danger');
    const no = button('Leave it', () => this.dialog.close());
    this.dialog = h(
      'dialog',
      { 'aria-labelledby': 'sure-title' },
      h('h2', { id: 'sure-title' }, 'Change the account?'),
      h(
        'p',
        {},
        `In the account ${account} these addresses are changed. Handoffs of whoever calls its number then come to this machine too, and to nobody while it is off. npx pulumi up --refresh leads them back. The number itself is not touched.`,
      ),
      h('div', { class: 'acts' }, sure, no),
    );
    this.element.append(
      h('h2', { id: 'pointing-title' }, 'Webhooks of the account'),
      this.trouble,
      h(
        'div',
        { class: 'acts' },
        this.note,
        button('Look again', () => void this.look()),
        this.point,
      ),
      this.list,
      this.dialog,
    );
  }

  async look(): Promise<void> {
    await Promise.all([this.show(get('pointing')), this.reach().catch(() => undefined)]);
  }

  private async reach(): Promise<void> {
    const { problem } = await get<{ problem: string | null }>('reach');
    this.trouble.textContent = problem;
    this.trouble.hidden = problem === null;
  }

  private change(): Promise<void> {
    this.dialog.close();
    return this.show(ask('POST', 'pointing', { account: this.account }));
  }

  private async show(asked: Promise<{ pointers: readonly Pointer[] }>): Promise<void> {
    this.note.textContent = 'Looking …';
    this.point.hidden = true;
    try {
      const { pointers } = await asked;
      const away = pointers.filter(({ at, wants }) => at !== wants);
      this.point.hidden = away.length === 0;
      this.note.textContent =
        away.length === 0
          ? `All ${pointers.length} come here.`
          : `${away.length} of ${pointers.length} go elsewhere: what they tell is not seen here.`;
      this.list.replaceChildren(
        ...away.map(({ what, at, wants }) =>
          h('li', {}, h('b', {}, what), h('span', { class: 'dim' }, `${at || 'nowhere'}, wants ${wants}`)),
        ),
      );
    } catch (error) {
      this.note.textContent = error instanceof Error ? error.message : String(error);
    }
  }
}
