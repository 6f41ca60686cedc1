import { button, h } from '../shared/dom';
import { keyOf } from './keys';

/** A button that shows its key, if it has one. */
export function withKey(
  text: string,
  act: () => void,
  attributes: Readonly<Record<string, string | boolean | undefined>> & { readonly id: string },
): HTMLButtonElement {
  const key = keyOf(attributes.id);
  const element = button(text, act, { 'aria-keyshortcuts': key, ...attributes });
  if (key) element.append(' ', h('kbd', { 'aria-hidden': 'true' }, key));
  return element;
}
