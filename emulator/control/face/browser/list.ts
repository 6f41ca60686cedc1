import { h, the } from './dom';
import type { Row } from './view';

const MOST = 400;

interface Line {
  readonly element: HTMLElement;
  shown: string;
}

/** The list: one line can be selected, arrow keys move, focus stays on its line while lines come and go. */
export class List {
  private lines = new Map<string, Line>();
  private keys: readonly string[] = [];
  private current: string | undefined;

  constructor(private readonly open: (key: string) => void) {
    the('list').addEventListener('keydown', (event) => this.pressed(event));
  }

  show(rows: readonly Row[], selected: string | undefined, empty: string): void {
    const list = the('list');
    const shown = rows.slice(0, MOST);
    const before = this.lines;
    this.lines = new Map(shown.map((row) => [row.key, this.line(row, before.get(row.key))]));
    this.keys = shown.map(({ key }) => key);
    const focused = [...before].find(([, { element }]) => element === document.activeElement)?.[0];
    const elements = [...this.lines.values()].map(({ element }) => element);
    if (
      elements.some((element, index) => list.children[index] !== element) ||
      list.children.length !== elements.length
    ) {
      list.replaceChildren(...elements);
      if (focused !== undefined) this.lines.get(focused)?.element.focus({ preventScroll: true });
    }
    this.select(selected);
    const note = the('empty');
    note.hidden = rows.length > 0 && rows.length <= MOST;
    note.textContent = rows.length === 0 ? empty : `${rows.length - MOST} more: use the filter.`;
  }

  /** Marks a line; it is the one that Tab leads to. */
  select(key: string | undefined): void {
    this.current = key;
    const reachable = key !== undefined && this.lines.has(key) ? key : this.keys[0];
    for (const [own, { element }] of this.lines) {
      element.setAttribute('aria-selected', String(own === key));
      element.tabIndex = own === reachable ? 0 : -1;
    }
  }

  focus(): void {
    const line = this.lines.get(this.current ?? '') ?? this.lines.get(this.keys[0] ?? '');
    line?.element.focus();
  }

  private line(row: Row, known: Line | undefined): Line {
    const shown = JSON.stringify([row.title, row.note, row.below, row.tone]);
    if (known?.shown === shown) return known;
    const content = [
      h('span', { class: 'title' }, row.title),
      h('span', { class: 'note' }, row.note),
      h('span', { class: 'below' }, row.below),
    ];
    const element = known?.element ?? h('li', { role: 'option', 'data-key': row.key });
    element.className = row.tone;
    element.replaceChildren(...content);
    if (!known) element.addEventListener('click', () => this.open(row.key));
    return { element, shown };
  }

  private pressed(event: KeyboardEvent): void {
    const focused = (document.activeElement as HTMLElement | null)?.dataset['key'];
    const at = this.keys.indexOf(focused ?? '');
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: this.keys.length - 1 }[event.key];
    if (to !== undefined) {
      const key = this.keys[Math.min(Math.max(to, 0), this.keys.length - 1)];
      if (key === undefined) return;
      event.preventDefault();
      for (const { element } of this.lines.values()) element.tabIndex = -1;
      const { element } = this.lines.get(key) ?? {};
      element?.focus();
      if (element) element.tabIndex = 0;
    } else if ((event.key === 'Enter' || event.key === ' ') && focused !== undefined) {
      event.preventDefault();
      this.open(focused);
    }
  }
}
