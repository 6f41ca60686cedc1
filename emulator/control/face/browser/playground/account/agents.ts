import { get } from '../../api';
import { h } from '../../dom';
import { button } from '../phone';

interface Agent {
  readonly name: string;
  readonly activity: string;
  readonly isAvailable: boolean;
  readonly phone: string;
}

/** The agents of the account: their telephones are real ones. */
export class AccountAgents {
  readonly element = h('section', {
    ...{ id: 'agents', class: 'with-pages' },
    'aria-labelledby': 'agents-title',
  });
  private readonly list = h('ul', { class: 'agents' });
  private shown = '';

  constructor(private readonly openPage: (agent: string) => void) {
    this.element.append(
      h('h2', { id: 'agents-title' }, 'The agents'),
      h(
        'p',
        { class: 'dim' },
        'Whoever is on duty is really called. On and off duty is on the agent’s page.',
      ),
      this.list,
    );
  }

  async refresh(): Promise<void> {
    const { agents } = await get<{ agents: readonly Agent[] }>('agents');
    const shown = JSON.stringify(agents);
    if (shown === this.shown) return;
    this.shown = shown;
    this.list.replaceChildren(
      ...agents.map(({ name, activity, isAvailable, phone }) => {
        const page = button('Page', () => this.openPage(name), 'page');
        page.setAttribute('aria-label', `${name}’s page`);
        return h(
          'li',
          { class: isAvailable ? 'on' : 'off' },
          h('div', { class: 'acts' }, h('b', {}, name), h('span', {}, activity), page),
          h('span', { class: 'dim' }, phone),
        );
      }),
    );
  }
}
