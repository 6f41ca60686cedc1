type Child = Node | string | undefined;
type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** An element. Strings become text nodes: nothing that somebody said is ever parsed as markup. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  for (const child of children) if (child !== undefined) element.append(child);
  return element;
}

/** A button that does this. */
export function button(text: string, act: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const element = h('button', { type: 'button', ...attributes }, text);
  element.addEventListener('click', act);
  return element;
}

/** The element of the page with this id. */
export function the(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}

/** Shows this in a part of the page; the control that had the focus has it again, and the cursor its place. */
export function show(part: HTMLElement, ...children: Child[]): void {
  const before = document.activeElement;
  const place = before instanceof HTMLTextAreaElement && [before.selectionStart, before.selectionEnd];
  part.replaceChildren(...children.filter((child) => child !== undefined));
  const after = before?.id ? document.getElementById(before.id) : null;
  after?.focus();
  if (place && after instanceof HTMLTextAreaElement) after.setSelectionRange(place[0] ?? 0, place[1] ?? 0);
}

/** Screen readers hear it. */
export function announce(text: string): void {
  the('news').textContent = text;
}
