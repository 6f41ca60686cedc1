import { post, type Token } from './api';
import { announce, button, h, show, the } from '../shared/dom';
import { language, say, sayError } from './texts';

/** Opens the desk for who is signed in, the sign-in for everybody else. */
async function open(): Promise<void> {
  const { status, body } = await post<Token>('token');
  if (status !== 200) return signIn(status === 401 ? undefined : sayError(body.error ?? ''));
  const { openDesk } = await import('./desk');
  openDesk(body, (why) => signIn(why === undefined ? undefined : sayError(why)));
}

/** The link's secret, taken out of the address at once. */
let invite = new URLSearchParams(location.hash.slice(1)).get('invite');
if (invite !== null) history.replaceState(null, '', location.pathname);

function signIn(problem: string | undefined): void {
  document.title = say('signInTitle');
  const message = problem ?? say(invite === null ? 'signInNone' : 'signInReady');
  const exchange = (): void => {
    announce(say('signingIn'));
    void post('sign-in', { invite }).then(({ status, body }) => {
      if (status !== 0 && status !== 429 && status !== 503) invite = null;
      if (status === 200) return open();
      signIn(sayError(body.error ?? ''));
    });
  };
  const enter = button(say('signInButton'), exchange, { class: 'primary', id: 'sign-in' });
  show(
    the('page'),
    h(
      'main',
      { class: 'sign-in' },
      h('h1', {}, say('signInTitle')),
      h('p', problem === undefined ? {} : { class: 'problem' }, message),
      invite === null ? undefined : enter,
    ),
  );
  announce(message);
  if (invite !== null) enter.focus();
}

document.documentElement.lang = language;
if (invite === null) void open();
else signIn(undefined);
