import { announce, button, h, show, the } from './dom';
import type { Reply } from './post';

/** What the sign-in of a page says, and what it does. */
export interface SignIn {
  say(key: 'signInTitle' | 'signInReady' | 'signInNone' | 'signInButton' | 'signingIn'): string;
  sayError(word: string): string;
  /** Exchanges the link for a cookie. */
  exchange(invite: string): Promise<Reply<object>>;
  /** Who is signed in comes here. */
  enter(): Promise<void>;
}

/**
 * Takes the link's secret out of the address at once, and waits for a click before it uses it up. Answers with what
 * shows the sign-in again, with a word for why.
 */
export function beginSignIn(page: SignIn): (why?: string) => void {
  const { say, sayError } = page;
  let invite = new URLSearchParams(location.hash.slice(1)).get('invite');
  if (invite !== null) history.replaceState(null, '', location.pathname);

  function exchange(link: string): void {
    announce(say('signingIn'));
    void page.exchange(link).then(({ status, body }) => {
      if (status !== 0 && status !== 429 && status !== 503) invite = null;
      if (status === 200) return page.enter();
      signIn(body.error ?? '');
    });
  }

  function signIn(why?: string): void {
    document.title = say('signInTitle');
    const link = invite;
    const message = why === undefined ? say(link === null ? 'signInNone' : 'signInReady') : sayError(why);
    const enter =
      link === null
        ? undefined
        : button(say('signInButton'), () => exchange(link), { class: 'primary', id: 'sign-in' });
    show(
      the('page'),
      h(
        'main',
        { class: 'sign-in' },
        h('h1', {}, say('signInTitle')),
        h('p', why === undefined ? {} : { class: 'problem' }, message),
        enter,
      ),
    );
    announce(message);
    enter?.focus();
  }

  if (invite === null) void page.enter();
  else signIn();
  return signIn;
}
