import { get } from '../../api';
import { h } from '../../dom';

/** How the account routes, beside the rules that are edited: they do not go out from here. */
export class Routing {
  readonly element = h('div', { class: 'routing', role: 'status' });

  async look(): Promise<void> {
    try {
      const { differences, meaning } = await get<{ differences: readonly string[]; meaning: string }>(
        'rules',
      );
      this.element.replaceChildren(
        ...(differences.length === 0
          ? [h('p', { class: 'good' }, 'The account routes by these rules.')]
          : [
              h('p', { class: 'bad' }, 'The account routes otherwise. npx pulumi up applies the rules:'),
              h('ul', {}, ...differences.map((one) => h('li', {}, one))),
              ...(meaning === ''
                ? []
                : [
                    h('p', { class: 'dim' }, 'What was edited since the start means for callers:'),
                    h('pre', { tabindex: 0 }, meaning),
                  ]),
            ]),
      );
    } catch (error) {
      this.element.replaceChildren(h('p', {}, error instanceof Error ? error.message : String(error)));
    }
  }
}
