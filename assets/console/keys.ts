import type { State } from './state';

/**
 * Function keys for what an agent does most: they work from everywhere on the page, also while somebody types, and are
 * shown on their buttons. Key -> id of the button.
 */
const KEYS: Readonly<Record<string, string>> = {
  F2: 'take',
  F4: 'decline',
  F8: 'hold',
  F9: 'mute',
  'Shift+F4': 'hang-up',
  'Shift+F8': 'give-back',
  'Shift+F9': 'pass-on',
};

/** The key of the button with this id. */
export function keyOf(id: string): string | undefined {
  return Object.entries(KEYS).find(([, button]) => button === id)?.[0];
}

/** Presses the buttons that are shown and not disabled; answers with what stops it. */
export function listenIn(state: () => State): () => void {
  const pressed = (event: KeyboardEvent): void => {
    const id = KEYS[`${event.shiftKey ? 'Shift+' : ''}${event.key}`];
    if (id === undefined || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    const button = state().card && document.getElementById(id);
    if (!button) return;
    event.preventDefault();
    button.click();
  };
  window.addEventListener('keydown', pressed);
  return () => window.removeEventListener('keydown', pressed);
}
