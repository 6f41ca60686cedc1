type Child = Node | string | number | undefined;
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

const SVG = 'http://www.w3.org/2000/svg';

function filled<E extends Element>(element: E, attributes: Attributes, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : String(value));
  }
  // Strings become text nodes: nothing that came over the wire is ever parsed as markup.
  for (const child of children)
    if (child !== undefined) element.append(typeof child === 'number' ? String(child) : child);
  return element;
}

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return filled(document.createElement(tag), attributes, children);
}

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

/** The element of the page with this id. */
export function the(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}

/** Facts as a description list. */
export function facts(rows: readonly (readonly [name: string, value: Child | null])[]): HTMLElement {
  const list = h('dl');
  for (const [name, value] of rows) {
    if (value !== null && value !== undefined && value !== '')
      list.append(h('dt', {}, name), h('dd', {}, value));
  }
  return list;
}

/** JSON for people; a text that is JSON is laid out too. */
export function json(value: unknown): HTMLElement {
  let shown = value;
  if (typeof value === 'string') {
    try {
      shown = JSON.parse(value) as unknown;
    } catch {
      return h('pre', { tabindex: 0 }, value === '' ? '(empty)' : value);
    }
  }
  return h('pre', { tabindex: 0 }, JSON.stringify(shown, null, 2) ?? '(nothing)');
}

export function titled(title: string, ...children: Child[]): HTMLElement {
  return h('section', {}, h('h3', {}, title), ...children);
}

/** What happened to whom, a line each; `none` is said where nothing did. */
export function moments(
  lines: readonly { readonly when: string; readonly who: Child; readonly what: readonly Child[] }[],
  none: string,
): HTMLElement {
  if (lines.length === 0) return h('p', { class: 'dim' }, none);
  const line = ({ when, who, what }: (typeof lines)[number]): HTMLElement =>
    h('li', {}, h('span', { class: 'dim' }, when), h('b', {}, who), h('span', {}, ...what));
  return h('ol', { class: 'words' }, ...lines.map(line));
}

/** The time of day to the millisecond. */
export function clockTime(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23);
}

/** Shortens SIDs inside a text that people scan, not copy. */
export function brief(text: string): string {
  return text.replace(/\b([A-Z]{2}[0-9a-f]{6})[0-9a-f]{26}\b/g, '$1…');
}
