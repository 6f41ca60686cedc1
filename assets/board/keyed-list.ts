/** One row of a list: its element, and what makes it show another value. */
export interface Row<T> {
  readonly element: HTMLElement;
  update(value: T): void;
}

/**
 * A list that keeps its elements: who stands on one keeps the focus, and an update costs what has changed. Rows are
 * told apart by their keys.
 */
export class KeyedList<T> {
  private rows = new Map<string, Row<T>>();

  constructor(
    private readonly list: HTMLElement,
    private readonly keyOf: (value: T) => string,
    private readonly rowOf: (value: T) => Row<T>,
  ) {}

  show(values: readonly T[]): void {
    const next = new Map<string, Row<T>>();
    for (const value of values) {
      const key = this.keyOf(value);
      const row = this.rows.get(key) ?? this.rowOf(value);
      row.update(value);
      next.set(key, row);
    }
    for (const [key, row] of this.rows) if (!next.has(key)) row.element.remove();
    let place = this.list.firstElementChild;
    for (const { element } of next.values()) {
      if (element === place) place = place.nextElementSibling;
      else this.list.insertBefore(element, place);
    }
    this.rows = next;
  }
}

/** Sets a text where it has changed. */
export function setText(element: HTMLElement, text: string): void {
  const node = element.firstChild;
  if (node?.nodeType !== Node.TEXT_NODE) element.textContent = text;
  else if (node.nodeValue !== text) node.nodeValue = text;
}
