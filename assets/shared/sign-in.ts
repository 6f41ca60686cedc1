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
  /** An account elsewhere that one can sign in with besides a link. */
  readonly provider?: Provider | undefined;
}

interface Provider {
  readonly choice: string;
  readonly button: string;
  /** Answers with where to go. */
  begin(): Promise<Reply<{ readonly url: string }>>;
}

/**
 * Takes the link's secret out of the address at once, and waits for a click before it uses it up. Answers with what
 * shows the sign-in again, with a word for why.
 */
export function beginSignIn(page: SignIn): (why?: string) => void {
  const { say, sayError, provider } = page;
  const given = new URLSearchParams(location.hash.slice(1));
  let invite = given.get('invite');
  const problem = given.get('problem');
  if (invite !== null || problem !== null) history.replaceState(null, '', location.pathname);

  function exchange(link: string): void {
    announce(say('signingIn'));
    void page.exchange(link).then(({ status, body }) => {
      if (status !== 0 && status !== 429 && status !== 503) invite = null;
      if (status === 200) return page.enter();
      signIn(body.error ?? '');
    });
  }

  function goTo({ begin }: Provider): void {
    announce(say('signingIn'));
    void begin().then(({ status, body }) =>
      status === 200 ? location.assign(body.url) : signIn(body.error ?? ''),
    );
  }

  function messageFor(why: string | undefined): { class?: string; text: string } {
    // Who has an account needs no new link.
    if (why !== undefined && !(provider && why === 'signed-out'))
      return { class: 'problem', text: sayError(why) };
    return { text: invite === null ? (provider?.choice ?? say('signInNone')) : say('signInReady') };
  }

  function signIn(why?: string): void {
    document.title = say('signInTitle');
    const link = invite;
    const { text, ...look } = messageFor(why);
    const byLink =
      link === null
        ? undefined
        : button(say('signInButton'), () => exchange(link), { class: 'primary', id: 'sign-in' });
    const byAccount =
      provider &&
      button(provider.button, () => goTo(provider), {
        ...(byLink ? {} : { class: 'primary' }),
        id: 'sign-in-account',
      });
    show(
      the('page'),
      h('main', { class: 'sign-in' }, h('h1', {}, say('signInTitle')), h('p', look, text), byLink, byAccount),
    );
    announce(text);
    (byLink ?? byAccount)?.focus();
  }

  // A link that is put into the address of the open page opens it anew, as it would in another window.
  addEventListener('hashchange', () => {
    if (location.hash.includes('invite=')) location.reload();
  });
  if (problem !== null) signIn(problem);
  else if (invite === null) void page.enter();
  else signIn();
  return signIn;
}
