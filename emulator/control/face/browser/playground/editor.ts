import { ask, get } from '../api';
import { h } from '../dom';
import type { Mistake, Work } from './live';
import { button } from './phone';

/** A simple editor for rules and texts: what is wrong stands at its line. */
export class Editor {
  readonly element = h('div', { id: 'editor' });
  private readonly files = h('select', { 'aria-label': 'File' });
  private readonly text = h('textarea', {
    spellcheck: 'false',
    wrap: 'off',
    'aria-label': 'Text of the file',
  });
  private readonly numbers = h('pre', { class: 'numbers', 'aria-hidden': 'true' });
  private readonly notes = h('div', { class: 'notes', 'aria-hidden': 'true' });
  private readonly list = h('ul', { class: 'mistakes', 'aria-label': 'Mistakes in this file' });
  private readonly status = h('p', { class: 'dim', role: 'status' });
  private readonly save = button('Save', () => void this.keep(), 'primary');
  private work: Work | undefined;
  /** As it was read or saved last. */
  private known = '';

  /** `inForce`: what is said of a file that has no mistakes. */
  constructor(private readonly inForce = (_file: string) => 'In force: the next call follows it.') {
    this.files.addEventListener('change', () => void this.load());
    this.text.addEventListener('input', () => this.render());
    this.text.addEventListener('scroll', () => this.follow());
    this.element.addEventListener('keydown', (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== 's') return;
      event.preventDefault();
      void this.keep();
    });
    this.element.append(
      h('div', { class: 'acts' }, this.files, this.save, this.status),
      this.list,
      h('div', { class: 'paper' }, this.numbers, h('div', { class: 'sheet' }, this.text, this.notes)),
    );
  }

  show(work: Work): void {
    const isFirst = this.work === undefined;
    const wasWorking = this.work?.status === 'working';
    this.work = work;
    if (isFirst) {
      this.files.replaceChildren(...work.files.map((file) => h('option', {}, file)));
      void this.load();
      // Somebody saved it in another editor.
    } else if (wasWorking && this.text.value === this.known) void this.load();
    this.render();
  }

  private get file(): string {
    return this.files.value;
  }

  private async load(): Promise<void> {
    const { file } = this;
    const path = `workshop/file?name=${encodeURIComponent(file)}`;
    // When nobody answers the page says so, and loads it with the next change.
    const text = await get<{ text: string }>(path).then(
      (read) => read.text,
      () => undefined,
    );
    if (text === undefined || file !== this.file || (text === this.known && text === this.text.value)) return;
    this.known = text;
    const { scrollTop, selectionStart } = this.text;
    this.text.value = text;
    this.text.setSelectionRange(selectionStart, selectionStart);
    this.text.scrollTop = scrollTop;
    this.render();
  }

  private async keep(): Promise<void> {
    const { value } = this.text;
    try {
      await ask('PUT', `workshop/file?name=${encodeURIComponent(this.file)}`, { text: value });
      this.known = value;
      this.render();
    } catch (error) {
      this.status.textContent = error instanceof Error ? error.message : String(error);
    }
  }

  private render(): void {
    const { work, text } = this;
    const isChanged = text.value !== this.known;
    const mistakes = work?.mistakes.filter(({ file }) => file === this.file) ?? [];
    this.save.disabled = !isChanged;
    this.status.textContent = isChanged
      ? 'Not saved. Ctrl+S saves.'
      : {
          working: 'Being brought into force …',
          'in-force': this.inForce(this.file),
          refused: 'Not in force: what was there before still is.',
        }[work?.status ?? 'working'];
    this.list.replaceChildren(...mistakes.map((mistake) => this.entry(mistake)));
    const wrong = new Map(mistakes.map(({ line, message }) => [line ?? 1, message]));
    const lines = text.value.split('\n');
    this.numbers.replaceChildren(
      ...lines.map((_, index) => h('span', { class: wrong.has(index + 1) ? 'wrong' : '' }, `${index + 1}\n`)),
    );
    this.notes.replaceChildren(
      ...[...wrong].map(([line, message]) => {
        const before = lines[line - 1] ?? '';
        const note = h('span', { class: 'note' }, `◂ ${message}`);
        note.style.top = `calc(${line - 1} * var(--row))`;
        note.style.left = `${before.length + 2}ch`;
        return note;
      }),
    );
    this.follow();
  }

  private entry({ line, column, message, fix }: Mistake): HTMLElement {
    const lead = button(`Line ${line ?? 1}`, () => this.goTo(line ?? 1, column ?? 1));
    return h('li', {}, lead, h('span', {}, fix === undefined ? message : `${message}. ${fix}`));
  }

  private goTo(line: number, column: number): void {
    const at = this.text.value
      .split('\n')
      .slice(0, line - 1)
      .reduce((sum, one) => sum + one.length + 1, column - 1);
    this.text.focus();
    this.text.setSelectionRange(at, at);
    const row = this.numbers.scrollHeight / Math.max(1, this.text.value.split('\n').length);
    this.text.scrollTop = Math.max(0, (line - 4) * row);
  }

  private follow(): void {
    this.numbers.scrollTop = this.text.scrollTop;
    this.notes.style.transform = `translate(${-this.text.scrollLeft}px, ${-this.text.scrollTop}px)`;
  }
}
